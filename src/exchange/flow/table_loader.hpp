// TableLoader: the CSV tables that a model names, each read once however often it is asked for, by its scenarios and by
// replications on several threads.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "exchange/flow/columns.hpp"

namespace tributary::exchange::flow {

class TableLoader {
 public:
  // The text of a table of that name, or why there is none.
  using Texts = std::function<base::Result<std::string>(const std::string& name)>;

  template <std::invocable<const std::string&> From>
    requires(!std::same_as<std::remove_cvref_t<From>, TableLoader>)
  TableLoader(From from) : kept_(keep(std::move(from))) {}  // such a function may stand where a loader is wanted

  // Fails as the text does, and as Columns::read does. What was read is kept with all copies of this loader.
  [[nodiscard]] base::Result<std::shared_ptr<const Columns>> operator()(const std::string& name) const;

 private:
  struct Kept;
  static std::shared_ptr<Kept> keep(Texts texts);
  std::shared_ptr<Kept> kept_;
};

}  // namespace tributary::exchange::flow
