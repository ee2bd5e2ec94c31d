// Database and Transaction: the ports behind which everything is kept.
//
// Idea      a service opens one transaction, reads and writes through the stores it names, and commits
// Promises  a read transaction sees one moment; a write transaction is alone among writers, this process's and others'
//           (a command beside a running server waits its turn); without commit() nothing of it remains; what commit()
//           returned from survives a killed process
// See       store/database.cpp for the real one. Each store is declared in a file of its own in this folder
#pragma once

#include <memory>

namespace tributary::services {

class HomeStore;
class PersonStore;
class PlaceStore;
class OrganisationStore;
class MeasureStore;
class MentionStore;
class ImportStore;
class JobStore;
class LetterStore;
class NameIndex;
class ObjectiveStore;
class ProjectStore;
class DriverStore;
class ProgrammeStore;
class TextStore;
class TestStore;
class PredictionStore;
class PackageStore;
class SupportStore;
class ReviewStore;
class StandardStore;
class LeverStore;
class InterdependencyStore;
class SignalStore;
class FlowStore;

class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual void commit() = 0;

  virtual PersonStore& people() = 0;
  virtual PlaceStore& places() = 0;
  virtual OrganisationStore& organisations() = 0;
  virtual MeasureStore& measures() = 0;
  virtual MentionStore& mentions() = 0;
  virtual ImportStore& imports() = 0;
  virtual JobStore& jobs() = 0;
  virtual LetterStore& letters() = 0;
  virtual NameIndex& names() = 0;
  virtual ObjectiveStore& objectives() = 0;
  virtual ProjectStore& projects() = 0;
  virtual DriverStore& drivers() = 0;
  virtual ProgrammeStore& programmes() = 0;
  virtual TextStore& texts() = 0;
  virtual TestStore& tests() = 0;
  virtual PredictionStore& predictions() = 0;
  virtual PackageStore& packages() = 0;
  virtual SupportStore& support() = 0;
  virtual ReviewStore& reviews() = 0;
  virtual StandardStore& standards() = 0;
  virtual LeverStore& levers() = 0;
  virtual InterdependencyStore& interdependencies() = 0;
  virtual SignalStore& signals() = 0;
  virtual FlowStore& flows() = 0;
  virtual HomeStore& home() = 0;
};

class Database {
 public:
  virtual ~Database() = default;
  [[nodiscard]] virtual std::unique_ptr<Transaction> read() = 0;
  [[nodiscard]] virtual std::unique_ptr<Transaction> write() = 0;
  // Takes words that were edited, narrowed or removed out of whatever still holds them: older parts of the search index, and the
  // write-ahead log while nobody reads what it holds. To be called now and then; costs nothing where there are none.
  virtual void purge() = 0;
};

}  // namespace tributary::services
