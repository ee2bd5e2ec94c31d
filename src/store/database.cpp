#include "store/database.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "base/log.hpp"
#include "store/connection.hpp"
#include "store/driver_store.hpp"
#include "store/flow_store.hpp"
#include "store/home_store.hpp"
#include "store/import_store.hpp"
#include "store/interdependency_store.hpp"
#include "store/job_store.hpp"
#include "store/letter_store.hpp"
#include "store/lever_store.hpp"
#include "store/measure_store.hpp"
#include "store/mention_store.hpp"
#include "store/migrate.hpp"
#include "store/name_index.hpp"
#include "store/objective_store.hpp"
#include "store/organisation_store.hpp"
#include "store/package_store.hpp"
#include "store/person_store.hpp"
#include "store/place_store.hpp"
#include "store/prediction_store.hpp"
#include "store/programme_store.hpp"
#include "store/project_store.hpp"
#include "store/review_store.hpp"
#include "store/sealed_texts.hpp"
#include "store/sealing.hpp"
#include "store/support_store.hpp"
#include "store/standard_store.hpp"
#include "store/signal_store.hpp"
#include "store/test_store.hpp"
#include "store/text_store.hpp"

namespace tributary::store {

namespace {

constexpr std::size_t most_readers = 16;

class SqlTransaction final : public services::Transaction {
 public:
  using Release = std::function<void(std::unique_ptr<Connection>)>;
  using Purge = std::function<void(Connection&)>;

  // `pictures`: where pictures of places are kept; null for a writer. `purge`: what a commit is followed by that takes words away.
  SqlTransaction(std::unique_ptr<Connection> connection, const Sealer& sealer, const char* begin, HomeCache* pictures, Release release,
                 Purge purge)
      : connection_(std::move(connection)), sealer_(sealer), release_(std::move(release)), purge_(std::move(purge)), pictures_(pictures) {
    (void)connection_->take_words_gone();  // by one that was rolled back
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
    if (connection_->take_words_gone()) purge_(*connection_);
  }

  services::PersonStore& people() override { return people_; }
  services::PlaceStore& places() override { return places_; }
  services::OrganisationStore& organisations() override { return organisations_; }
  services::MeasureStore& measures() override { return measures_; }
  services::MentionStore& mentions() override { return mentions_; }
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
  services::PackageStore& packages() override { return packages_; }
  services::SupportStore& support() override { return support_; }
  services::ReviewStore& reviews() override { return reviews_; }
  services::StandardStore& standards() override { return standards_; }
  services::LeverStore& levers() override { return levers_; }
  services::InterdependencyStore& interdependencies() override { return interdependencies_; }
  services::SignalStore& signals() override { return signals_; }
  services::FlowStore& flows() override { return flows_; }
  services::HomeStore& home() override { return home_; }

 private:
  std::unique_ptr<Connection> connection_;
  const Sealer& sealer_;
  Release release_;
  Purge purge_;
  HomeCache* pictures_;
  bool open_ = true;
  SqlPersonStore people_{*connection_};
  SqlPlaceStore places_{*connection_};
  SqlOrganisationStore organisations_{*connection_};
  SqlMeasureStore measures_{*connection_};
  SqlMentionStore mentions_{*connection_};
  SqlImportStore imports_{*connection_};
  SqlJobStore jobs_{*connection_};
  SqlLetterStore letters_{*connection_};
  SqlNameIndex names_{*connection_, texts_};
  SqlObjectiveStore objectives_{*connection_};
  SqlProjectStore projects_{*connection_};
  SqlDriverStore drivers_{*connection_};
  SqlProgrammeStore programmes_{*connection_};
  SqlTextStore texts_{*connection_, sealer_};
  SqlTestStore tests_{*connection_};
  SqlPredictionStore predictions_{*connection_};
  SqlPackageStore packages_{*connection_};
  SqlSupportStore support_{*connection_};
  SqlReviewStore reviews_{*connection_};
  SqlStandardStore standards_{*connection_};
  SqlLeverStore levers_{*connection_};
  SqlInterdependencyStore interdependencies_{*connection_};
  SqlSignalStore signals_{*connection_};
  SqlFlowStore flows_{*connection_};
  SqlHomeStore home_{*connection_, pictures_};
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
  SqlDatabase(const std::string& path, const MasterKey& key) : sealer_(key), readers_(path, most_readers), writer_(path, 1) {}

  std::unique_ptr<services::Transaction> read() override { return begin(readers_, sealer_, "BEGIN", &pictures_); }
  // IMMEDIATE: waits for another process's writer here rather than failing half way.
  std::unique_ptr<services::Transaction> write() override { return begin(writer_, sealer_, "BEGIN IMMEDIATE", nullptr); }

  void purge() override {
    if (index_due_.exchange(false)) {
      log_due_ = true;  // of what is merged, the parts that it is made of
      merge_index();
    }
    if (log_due_) with_writer([&](Connection& db) { log_due_ = !db.truncate_log(std::chrono::milliseconds{100}); });
  }

 private:
  std::unique_ptr<services::Transaction> begin(Pool& pool, const Sealer& sealer, const char* how, HomeCache* pictures) {
    return std::make_unique<SqlTransaction>(
        pool.take(), sealer, how, pictures, [&pool](std::unique_ptr<Connection> connection) { pool.give_back(std::move(connection)); },
        [this](Connection& db) { words_gone(db); });
  }

  // What was written stays written, whatever becomes of this: what can't be done now is done later.
  void words_gone(Connection& db) {
    index_due_ = log_due_ = true;
    try {
      log_due_ = !db.truncate_log(std::chrono::milliseconds{0});
    } catch (const base::WorldBroke& broke) {
      base::log_warning(std::string("the write-ahead log waits to be emptied: ") + broke.what());
    }
  }

  template <class Work>
  void with_writer(Work work) {
    auto connection = writer_.take();
    try {
      work(*connection);
    } catch (...) {
      writer_.give_back(nullptr);
      throw;
    }
    writer_.give_back(std::move(connection));
  }

  // A word that is gone stays in the index's older parts until they are merged into one. In slices, so that whoever writes meanwhile
  // waits for one of them; negative for the first, as the library asks, and done once a slice changes nothing but itself.
  void merge_index() {
    constexpr int pages = 50;
    bool more = true;
    for (int slice = -pages; more; slice = pages)
      with_writer([&](Connection& db) {
        const auto before = db.value<std::int64_t>("SELECT total_changes()");
        db.run("INSERT INTO search_text (search_text, rank) VALUES ('merge', :pages)", slice);
        more = slice < 0 || db.value<std::int64_t>("SELECT total_changes()") - before >= 2;
      });
  }

  Sealer sealer_;
  Pool readers_;
  Pool writer_;
  HomeCache pictures_;
  std::atomic<bool> index_due_ = true;  // a server that was killed may have left some
  std::atomic<bool> log_due_ = false;
};

base::Problem unwritable(const std::filesystem::path& folder, std::string_view why) {
  return {.kind = base::ProblemKind::unavailable, .code = "data-unwritable", .title = "The data folder can't be written",
          .detail = folder.string() + ": " + std::string(why) + ". Choose a folder that you may write, with --data DIR."};
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& folder) { return folder / "tributary.db"; }

base::Done create_database(const std::filesystem::path& folder, const std::filesystem::path& key_file) {
  namespace fs = std::filesystem;
  if (const auto apart = check_apart(key_file, folder); !apart) return apart;
  std::error_code failed;
  if (fs::exists(database_file(folder), failed))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "data-exists", .title = "There is a database already",
                       .detail = database_file(folder).string() + " exists and is left as it is. Choose another folder with --data DIR."});
  if (const auto key = read_or_make_master_key(key_file); !key) return base::fail(key.error());
  fs::create_directories(folder, failed);
  if (failed) return base::fail(unwritable(folder, failed.message()));
  fs::permissions(folder, fs::perms::owner_all, failed);
  try {
    Connection connection(database_file(folder).string());
    return migrate(connection);
  } catch (const std::runtime_error& error) {
    return base::fail(unwritable(folder, error.what()));
  }
}

base::Result<std::unique_ptr<services::Database>> open_database(const std::filesystem::path& folder, const std::filesystem::path& key_file) {
  const std::filesystem::path file = database_file(folder);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    return base::fail({.code = "data-missing", .title = "There are no data here",
                       .detail = file.string() + " doesn't exist. Make it with `tributary init --data " + folder.string() + "`."});
  if (const auto apart = check_apart(key_file, folder); !apart) return base::fail(apart.error());
  try {
    Connection connection(file.string());
    // The key first: where it isn't there, nothing is changed.
    const auto key = find_key(connection, key_file);
    if (!key) return base::fail(key.error());
    if (const auto migrated = migrate(connection); !migrated) return base::fail(migrated.error());
    if (const auto sealed = seal_texts(connection, *key); !sealed) return base::fail(sealed.error());
    return std::make_unique<SqlDatabase>(file.string(), *key);
  } catch (const std::runtime_error& error) {
    return base::fail({.kind = base::ProblemKind::unavailable, .code = "data-unreadable", .title = "The data can't be read",
                       .detail = file.string() + ": " + error.what()});
  }
}

base::Result<int> rotate_master_key(const std::filesystem::path& folder, const std::filesystem::path& now, const std::filesystem::path& next) {
  if (const auto apart = check_apart(next, folder); !apart) return base::fail(apart.error());
  if (const auto opened = open_database(folder, now); !opened) return base::fail(opened.error());
  const auto from = read_master_key(now), to = read_or_make_master_key(next);
  if (!from) return base::fail(from.error());
  if (!to) return base::fail(to.error());
  if (from->fingerprint() == to->fingerprint())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "master-key-same", .title = "That is the key that is there",
                       .detail = next.string() + " holds the same key as " + now.string() + ", so nothing would change. Name a file that isn't there yet: it is made with a new key.",
                       .field = "--new-master-key"});
  Connection connection(database_file(folder).string());
  return rewrap_texts(connection, *from, *to);
}

}  // namespace tributary::store
