#include "store/database.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "store/connection.hpp"
#include "store/direction.hpp"
#include "store/driver_store.hpp"
#include "store/import_store.hpp"
#include "store/job_store.hpp"
#include "store/letter_store.hpp"
#include "store/measure_store.hpp"
#include "store/migrate.hpp"
#include "store/name_index.hpp"
#include "store/objective_store.hpp"
#include "store/organisation_store.hpp"
#include "store/person_store.hpp"
#include "store/place_store.hpp"
#include "store/prediction_store.hpp"
#include "store/programme_store.hpp"
#include "store/project_store.hpp"
#include "store/test_store.hpp"
#include "store/text_store.hpp"

namespace tributary::store {

namespace {

constexpr std::size_t most_readers = 16;

class SqlTransaction final : public services::Transaction {
 public:
  using Release = std::function<void(std::unique_ptr<Connection>)>;

  // `directions`: where pictures of places are kept; null for a writer.
  SqlTransaction(std::unique_ptr<Connection> connection, const char* begin, DirectionCache* directions, Release release)
      : connection_(std::move(connection)), release_(std::move(release)), directions_(directions) {
    connection_->run(begin);
  }
  ~SqlTransaction() override {
    try {
      if (open_) connection_->run("ROLLBACK");
      release_(std::move(connection_));
    } catch (...) {
      release_(nullptr);  // a connection that can't roll back is not used again
    }
  }
  SqlTransaction(const SqlTransaction&) = delete;
  SqlTransaction& operator=(const SqlTransaction&) = delete;

  void commit() override {
    connection_->run("COMMIT");
    open_ = false;
  }

  services::PersonStore& people() override { return people_; }
  services::PlaceStore& places() override { return places_; }
  services::OrganisationStore& organisations() override { return organisations_; }
  services::MeasureStore& measures() override { return measures_; }
  services::ImportStore& imports() override { return imports_; }
  services::JobStore& jobs() override { return jobs_; }
  services::LetterStore& letters() override { return letters_; }
  services::NameIndex& names() override { return names_; }
  services::ObjectiveStore& objectives() override { return objectives_; }
  services::ProjectStore& projects() override { return projects_; }
  services::DriverStore& drivers() override { return drivers_; }
  services::ProgrammeStore& programmes() override { return programmes_; }
  services::TextStore& texts() override { return texts_; }
  services::TestStore& tests() override { return tests_; }
  services::PredictionStore& predictions() override { return predictions_; }

 private:
  std::unique_ptr<Connection> connection_;
  Release release_;
  DirectionCache* directions_;
  bool open_ = true;
  SqlPersonStore people_{*connection_};
  SqlPlaceStore places_{*connection_};
  SqlOrganisationStore organisations_{*connection_};
  SqlMeasureStore measures_{*connection_};
  SqlImportStore imports_{*connection_};
  SqlJobStore jobs_{*connection_};
  SqlLetterStore letters_{*connection_};
  SqlNameIndex names_{*connection_};
  SqlObjectiveStore objectives_{*connection_, directions_};
  SqlProjectStore projects_{*connection_};
  SqlDriverStore drivers_{*connection_};
  SqlProgrammeStore programmes_{*connection_};
  SqlTextStore texts_{*connection_};
  SqlTestStore tests_{*connection_};
  SqlPredictionStore predictions_{*connection_};
};

// Connections that are lent out and come back; at most `most` exist, and who asks for one more waits.
class Pool {
 public:
  Pool(std::string path, std::size_t most) : path_(std::move(path)), most_(most) {}

  std::unique_ptr<Connection> take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return !idle_.empty() || lent_ < most_; });
    ++lent_;
    if (idle_.empty()) {
      lock.unlock();
      try {
        return std::make_unique<Connection>(path_);
      } catch (...) {
        give_back(nullptr);
        throw;
      }
    }
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      --lent_;
      if (connection) idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

 private:
  std::string path_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t lent_ = 0;
};

class SqlDatabase final : public services::Database {
 public:
  explicit SqlDatabase(const std::string& path) : readers_(path, most_readers), writer_(path, 1) {}

  std::unique_ptr<services::Transaction> read() override { return begin(readers_, "BEGIN", &directions_); }
  // IMMEDIATE: waits for another process's writer here rather than failing half way.
  std::unique_ptr<services::Transaction> write() override { return begin(writer_, "BEGIN IMMEDIATE", nullptr); }

 private:
  static std::unique_ptr<services::Transaction> begin(Pool& pool, const char* how, DirectionCache* directions) {
    return std::make_unique<SqlTransaction>(
        pool.take(), how, directions, [&pool](std::unique_ptr<Connection> connection) { pool.give_back(std::move(connection)); });
  }

  Pool readers_;
  Pool writer_;
  DirectionCache directions_;
};

base::Problem unwritable(const std::filesystem::path& folder, std::string_view why) {
  return {.kind = base::ProblemKind::unavailable, .code = "data-unwritable", .title = "The data folder can't be written",
          .detail = folder.string() + ": " + std::string(why) + ". Choose a folder that you may write, with --data DIR."};
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& folder) { return folder / "tributary.db"; }

base::Done create_database(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (fs::exists(database_file(folder), failed))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "data-exists", .title = "There is a database already",
                       .detail = database_file(folder).string() + " exists and is left as it is. Choose another folder with --data DIR."});
  fs::create_directories(folder, failed);
  if (failed) return base::fail(unwritable(folder, failed.message()));
  fs::permissions(folder, fs::perms::owner_all, failed);
  try {
    Connection connection(database_file(folder).string());
    return migrate(connection);
  } catch (const soci::soci_error& error) {
    return base::fail(unwritable(folder, error.what()));
  }
}

base::Result<std::unique_ptr<services::Database>> open_database(const std::filesystem::path& folder) {
  const std::filesystem::path file = database_file(folder);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    return base::fail({.code = "data-missing", .title = "There are no data here",
                       .detail = file.string() + " doesn't exist. Make it with `tributary init --data " + folder.string() + "`."});
  try {
    Connection connection(file.string());
    if (const auto migrated = migrate(connection); !migrated) return base::fail(migrated.error());
  } catch (const soci::soci_error& error) {
    return base::fail({.kind = base::ProblemKind::unavailable, .code = "data-unreadable", .title = "The data can't be read",
                       .detail = file.string() + ": " + error.what()});
  }
  return std::make_unique<SqlDatabase>(file.string());
}

}  // namespace tributary::store
