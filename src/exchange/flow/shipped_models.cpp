#include "exchange/flow/shipped_models.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "embedded/models.hpp"
#include "exchange/flow/document.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::array<std::string_view, 3> of_benchmarks{"mm1", "mmc", "hospital"};
constexpr std::string_view model_ending = ".toml", table_ending = ".csv";

std::string text_at(const Node& root, std::string_view key) {
  const Node* found = root.find(key);
  return found == nullptr ? "" : found->text;
}

std::vector<ShippedModel> read_all() {
  std::vector<ShippedModel> out;
  for (const base::EmbeddedFile& file : embedded::models()) {
    if (!file.path.ends_with(model_ending)) continue;
    const std::string name(file.path.substr(0, file.path.size() - model_ending.size()));
    if (std::ranges::find(of_benchmarks, name) != of_benchmarks.end()) continue;
    const auto root = read_document(file.bytes, file.path);
    base::check(root.has_value(), "every model that we ship can be read");
    ShippedModel one{name, text_at(*root, "title"), text_at(*root, "about"), file.bytes, {}};
    for (const base::EmbeddedFile& table : embedded::models()) {
      if (!table.path.starts_with(name + "/") || !table.path.ends_with(table_ending)) continue;
      one.tables.emplace_back(table.path.substr(name.size() + 1, table.path.size() - name.size() - 1 - table_ending.size()), table.bytes);
    }
    out.push_back(std::move(one));
  }
  std::ranges::sort(out, {}, &ShippedModel::title);
  return out;
}

}  // namespace

const std::vector<ShippedModel>& shipped_models() {
  static const std::vector<ShippedModel> all = read_all();
  return all;
}

const ShippedModel* find_shipped_model(std::string_view name) {
  const auto found = std::ranges::find(shipped_models(), name, &ShippedModel::name);
  return found == shipped_models().end() ? nullptr : &*found;
}

}  // namespace tributary::exchange::flow
