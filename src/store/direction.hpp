// Drawing the direction of a place, and keeping what was drawn until something in it changes.
//
// Idea      counting work through child objectives reads every claim of every project: milliseconds at 10,000 of them.
//           Triggers (migrations/0001) count the changes to anything that the picture shows; a picture is kept with that
//           count, and shown again while the count stands
// Promises  what is shown is what the reader's own transaction would draw; one thread draws a place while others wait for it
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "services/ports/direction.hpp"

namespace tributary::store {

class Connection;

[[nodiscard]] services::Direction draw_direction(Connection& db, domain::PlaceId place);

class DirectionCache {
 public:
  // Only for a transaction that reads: what a writer sees may yet be taken back.
  [[nodiscard]] std::shared_ptr<const services::Direction> direction(Connection& db, domain::PlaceId place);

 private:
  struct Kept {
    std::mutex mutex;  // held while this place is drawn; others are read meanwhile
    long long changes = -1;
    std::shared_ptr<const services::Direction> drawn;
  };

  std::mutex mutex_;  // of the map alone
  std::map<domain::PlaceId, Kept> kept_;
};

}  // namespace tributary::store
