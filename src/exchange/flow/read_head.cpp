// The top of a model file: what it is called, its unit and begin, what it leaves out, who reviewed it, and what it says of its sources.
#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::string_view schema = "tributary.flow/1";

engine::Review review_of(Reader& reader, const Node& node) {
  engine::Review out;
  reader.only(node, {"state", "by", "on", "note"});
  const std::string state = reader.text_at(node, "state");
  if (state == "draft") out.state = engine::Review::State::draft;
  else if (state == "reviewed") out.state = engine::Review::State::reviewed;
  else if (state == "withdrawn") out.state = engine::Review::State::withdrawn;
  else reader.problem(node.find("state") == nullptr ? node : *node.find("state"), "review-not-known", "A review says how far it is", "Use state = \"draft\", \"reviewed\" or \"withdrawn\".");
  out.by = reader.text_at(node, "by");
  out.note = reader.text_at(node, "note");
  if (const Node* on = node.find("on")) {
    if (on->kind == Node::Kind::date) out.on = on->date;
    else reader.problem(*on, "date-wanted", "A date is wanted here", "Write on = 2026-01-01, without quotes.");
  }
  if (out.state == engine::Review::State::reviewed && (out.by.empty() || !out.on)) {
    reader.problem(node, "review-unsigned", "A review says by whom and when", "Give " + node.path + " by, a role such as \"analyst of another trust\", and on, its date; or say state = \"draft\".");
  }
  return out;
}

}  // namespace

void read_head(Reader& reader, const Node& root) {
  reader.only(root, {"schema", "name", "title", "about", "time_unit", "begins_on", "classes[]", "exits[]", "segments{}", "areas{}", "travel{}", "sites{}", "attributes{}", "arrivals{}", "services{}",
                     "pools{}", "groups{}", "rules{}", "outcomes{}", "returns{}", "costs{}", "measures{}", "run", "scenarios{}", "evidence[]", "arithmetic[]", "leaves_out[]", "review"}, Reader::Empty::fine);
  if (const Node* given = root.find("schema"); given == nullptr || given->text != schema) {
    reader.problem(given == nullptr ? root : *given, "schema-not-known", "This is no flow model that can be read", "Begin the file with schema = \"" + std::string(schema) + "\".");
  }
  engine::Model& model = reader.model;
  model.name = reader.text_at(root, "name");
  model.title = reader.text_at(root, "title");
  model.about = reader.text_at(root, "about");
  const std::string unit = reader.text_at(root, "time_unit");
  if (unit == "minute") model.unit = engine::TimeUnit::minute;
  else if (unit == "hour") model.unit = engine::TimeUnit::hour;
  else if (unit == "day") model.unit = engine::TimeUnit::day;
  else if (unit == "week") model.unit = engine::TimeUnit::week;
  else reader.problem(root.find("time_unit") == nullptr ? root : *root.find("time_unit"), "unit-not-known", "The file says in which unit times are", "Use time_unit = \"minute\", \"hour\", \"day\" or \"week\".");
  if (const Node* begins = root.find("begins_on")) {
    if (begins->kind == Node::Kind::date) model.begins_on = begins->date;
    else reader.problem(*begins, "date-wanted", "A date is wanted here", "Write begins_on = 2026-01-01, without quotes.");
  }
  reader.evidence(root);
  if (const Node* evidence = root.find("evidence")) {
    for (const Node& item : evidence->items) {
      reader.only(item, {"of", "source", "licence", "note", "covers[]"});
      model.evidence.push_back({reader.text_at(item, "of"), reader.text_at(item, "source"), reader.text_at(item, "licence"), reader.text_at(item, "note")});
      const Node* covers = item.find("covers");
      for (std::size_t i = 0; covers != nullptr && i < covers->items.size(); ++i) model.evidence.back().covers.push_back(reader.text(covers->items[i]));
    }
  }
  if (const Node* leaves_out = root.find("leaves_out")) {
    for (const Node& item : leaves_out->items) model.leaves_out.push_back(reader.text(item));
  }
  if (const Node* review = root.find("review")) model.review = review_of(reader, *review);
  if (const Node* sums = root.find("arithmetic")) {
    for (const Node& item : sums->items) {
      reader.only(item, {"says", "stated", "times", "over", "tolerance"});
      engine::Arithmetic sum;
      sum.says = reader.text_at(item, "says");
      sum.stated = reader.number_at(item, "stated", 0);
      if (const Node* times = item.find("times")) sum.times = reader.numbers(*times, 0, -1e300);
      if (const Node* over = item.find("over")) sum.over = reader.numbers(*over, 0, -1e300);
      sum.tolerance = reader.number_at(item, "tolerance", 0.01, 0, 1);
      model.arithmetic.push_back(std::move(sum));
    }
  }
}

}  // namespace tributary::exchange::flow
