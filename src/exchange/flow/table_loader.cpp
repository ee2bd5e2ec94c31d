#include "exchange/flow/table_loader.hpp"

#include <map>
#include <mutex>

namespace tributary::exchange::flow {

using Read = base::Result<std::shared_ptr<const Columns>>;

struct TableLoader::Kept {
  Texts texts;
  std::mutex reading;
  std::map<std::string, Read> tables;
};

std::shared_ptr<TableLoader::Kept> TableLoader::keep(Texts texts) {
  auto out = std::make_shared<Kept>();
  out->texts = std::move(texts);
  return out;
}

Read TableLoader::operator()(const std::string& name) const {
  const std::scoped_lock lock(kept_->reading);
  if (const auto found = kept_->tables.find(name); found != kept_->tables.end()) return found->second;
  const auto read = [&]() -> Read {
    const auto text = kept_->texts(name);
    if (!text) return base::fail(text.error());
    auto columns = Columns::read(*text, name);
    if (!columns) return base::fail(columns.error());
    return std::make_shared<const Columns>(std::move(*columns));
  };
  return kept_->tables.emplace(name, read()).first->second;
}

}  // namespace tributary::exchange::flow
