// Reading what the picture of a place is drawn from, and keeping it and the pictures until something in them changes.
//
// Idea      triggers (migrations) count the changes to work, to answers, to signals and to packages. What was read is kept with its count
//           and read anew when the count has moved; a picture is kept with the facts and the day that it was drawn from
// Promises  what is shown is what the reader's own transaction would draw; one thread reads or draws while others wait for it
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "services/home.hpp"

namespace tributary::store {

class Connection;

class HomeCache {
 public:
  // Only for a transaction that reads: what a writer sees may yet be taken back.
  [[nodiscard]] std::shared_ptr<const services::HomePicture> picture(Connection& db, const services::HomeZoom& zoom, base::Date today);

 private:
  template <class T>
  struct Counted {
    std::int64_t changes = -1;
    std::shared_ptr<const T> facts;
  };
  struct Kept {
    std::mutex mutex;  // held while this picture is drawn; others are read meanwhile
    base::Date drawn_on{};
    std::shared_ptr<const services::HomePicture> drawn;
  };

  services::HomeFacts facts(Connection& db);

  std::mutex facts_mutex_;
  Counted<services::HomeWork> work_;
  Counted<services::HomeAnswers> answers_;
  Counted<services::HomeSignals> signals_;
  Counted<services::HomePackages> packages_;
  std::mutex pictures_mutex_;  // of the map alone
  std::map<std::pair<domain::PlaceId, std::optional<domain::Dimension>>, Kept> pictures_;  // nothing is ever taken out
};

class SqlHomeStore final : public services::HomeStore {
 public:
  SqlHomeStore(Connection& db, HomeCache* cache) : db_(db), cache_(cache) {}  // no cache: for a writer

  std::shared_ptr<const services::HomePicture> picture(const services::HomeZoom& zoom, base::Date today) override;

 private:
  Connection& db_;
  HomeCache* cache_;
};

}  // namespace tributary::store
