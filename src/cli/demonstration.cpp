#include "cli/demonstration.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "embedded/demo.hpp"
#include "http/app.hpp"
#include "http/cookies.hpp"
#include "http/import_handlers.hpp"
#include "http/job_handlers.hpp"
#include "services/answers.hpp"
#include "services/flow_runs.hpp"
#include "services/jobs.hpp"
#include "services/passwords.hpp"
#include "services/people.hpp"
#include "services/places.hpp"
#include "services/ports/person_store.hpp"

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;

class Storyteller {
 public:
  Storyteller(services::Database& database, base::Instant today)
      : database_(database), today_(today), clock_(today), context_{.database = database, .clock = clock_},
        jobs_(context_, {{"import", http::import_work()}, {"flow_run", services::flow_run_work(services::Lane::computing)}, {"flow_run_long", services::flow_run_work(services::Lane::computing_long)}}, http::problem_text),
        app_(with(context_, jobs_)) {}

  // Takes in a file: its places and people at once, its steps for later.
  void read(const base::EmbeddedFile& file) {
    Json story = Json::parse(file.bytes);
    for (const Json& place : story.value("places", Json::array())) add_place(place);
    for (const Json& person : story.value("people", Json::array())) add_person(person);
    std::size_t number = 0;
    for (Json& step : story["steps"]) {
      const std::string where = std::string(file.path) + ", step " + std::to_string(++number);
      steps_.push_back({.at = step.at("at"), .where = where, .asked = std::move(step)});
    }
  }

  // Every file's steps in order of their days: files group what belongs together, days say what came first.
  base::Done tell() {
    std::ranges::stable_sort(steps_, {}, &Step::at);
    for (const Step& step : steps_) {
      set_day(step.at);
      (void)services::settle_due(context_);  // what fell due as days passed, as a running server does
      try {
        if (auto told = take(step.asked); !told) {
          told.error().where = step.where;
          return told;
        }
      } catch (const Json::exception& error) {
        return base::fail({.code = "demonstration-step-refused", .title = "The demonstration couldn't be told",
                           .detail = error.what(), .where = step.where});
      }
    }
    return {};
  }

  // The sessions were made to act, not to be used.
  void end_sessions() {
    const auto tx = database_.write();
    for (const domain::Person& person : tx->people().all()) tx->people().end_sessions_of(person.id);
    tx->commit();
  }

 private:
  struct Step {
    int at = 0;  // days from the day of loading
    std::string where;
    Json asked;
  };
  struct Member {
    std::string token;
    std::string csrf;
  };

  static services::Context with(const services::Context& context, services::Jobs& jobs) {
    services::Context out = context;
    out.jobs = &jobs;
    return out;
  }

  void set_day(int offset) { clock_.set(today_ + std::chrono::days{offset}); }

  std::int64_t known(const std::string& name) const {
    const auto found = kept_.find(name);
    base::check(found != kept_.end(), ("the demonstration keeps " + name + " before it is used").c_str());
    return found->second;
  }

  // `{day-30}`, `{month-3}` and `{month-end+1}` as dates, `{name}` as what was kept under it.
  std::string value_of(const std::string& token) const {
    const auto shifted = [&](std::size_t from) {
      int offset = 0;
      std::from_chars(token.data() + from + (token.size() > from && token[from] == '+' ? 1 : 0), token.data() + token.size(), offset);
      return offset;
    };
    const base::Date day = base::london_date(today_);
    if (token.starts_with("day")) return base::to_iso(day + std::chrono::days{shifted(3)});
    if (token.starts_with("month")) {
      const std::chrono::year_month_day ymd{day};
      const base::Date first{ymd.year() / ymd.month() / 1};
      if (token.starts_with("month-end")) return base::to_iso(base::add_months(first, shifted(9) + 1) - std::chrono::days{1});
      return base::to_iso(base::add_months(first, shifted(5)));
    }
    return std::to_string(known(token));
  }

  std::string filled(const std::string& text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t open = text.find('{', at);
      const std::size_t close = open == std::string::npos ? open : text.find('}', open);
      if (close == std::string::npos) return out + text.substr(at);
      out += text.substr(at, open - at) + value_of(text.substr(open + 1, close - open - 1));
      at = close + 1;
    }
    return out;
  }

  Json filled(const Json& value) const {
    if (value.is_string()) {
      const auto text = value.get<std::string>();
      // A whole `{name}` is an id, and ids are numbers.
      if (text.starts_with('{') && text.find('}') == text.size() - 1 && kept_.contains(text.substr(1, text.size() - 2)))
        return known(text.substr(1, text.size() - 2));
      return filled(text);
    }
    if (!value.is_structured()) return value;
    if (value.contains("of_year")) return monthly(value);
    Json out = value;
    for (Json& each : out) each = filled(each);
    return out;
  }

  // Monthly values with a season: winter's are in winter on whichever day the story is told.
  Json monthly(const Json& described) const {
    const auto from = base::parse_iso_date(filled(described.at("from").get<std::string>()));
    base::check(from.has_value(), "monthly values begin on a date");
    Json out = Json::array();
    for (const Json& more : described.at("and")) {
      const base::Date on = base::add_months(*from, static_cast<int>(out.size()));
      const auto month = static_cast<unsigned>(std::chrono::year_month_day{on}.month());
      out.push_back({{"on", base::to_iso(on)}, {"value", described["of_year"].at(month - 1).get<double>() + more.get<double>()}});
    }
    return out;
  }

  void add_place(const Json& described) {
    domain::Place place{.kind = described.contains("system") ? domain::PlaceKind::locality : domain::PlaceKind::system,
                        .name = described.at("name"), .about = described.value("about", ""), .source = described.value("source", "")};
    if (described.contains("system")) place.system = domain::PlaceId{known(described["system"])};
    const Json codes = described.value("codes", Json::object());
    for (const auto& [scheme, value] : codes.items()) place.codes.push_back({scheme, value});
    const auto added = services::add_place(context_, services::operator_of_machine(), place);
    base::check(added.has_value(), "the demonstration's places are good");
    kept_[described.at("keep")] = added->id.value;
  }

  void add_person(const Json& described) {
    static const std::string hash = services::hash_password(demonstration_password);
    set_day(described.value("at", -730));
    const auto tx = database_.write();
    const domain::Person person{.email = described.at("email"), .name = described.at("name"), .demonstration = true};
    const domain::PersonId id = tx->people().add(person, hash, clock_.now());
    const Member member{.token = services::new_token(), .csrf = services::new_token()};
    tx->people().add_session({.token_hash = services::token_hash(member.token), .person = id, .csrf = member.csrf,
                              .expires = today_ + std::chrono::days{1}},
                             clock_.now());
    for (const Json& role : described.value("roles", Json::array()))
      tx->people().add_grant({.person = id, .role = base::from_word<domain::Role>(role.at("role").get<std::string>()).value(),
                              .place = domain::PlaceId{known(role.at("place"))}, .project = {}, .since = clock_.now(), .until = {}},
                             std::nullopt);
    tx->commit();
    const std::string key = described.at("keep");
    kept_[key] = id.value;
    members_[key] = member;
  }

  http::Response ask(const std::string& who, const std::string& method, const std::string& path, const std::string& body,
                     const std::string& if_match) {
    const Member& member = members_.at(who);
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers["cookie"] = std::string(http::session_cookie) + "=" + member.token;
    request.headers["x-csrf-token"] = member.csrf;
    if (!if_match.empty()) request.headers["if-match"] = if_match;
    request.body = body;
    request.address = "127.0.0.1";
    return app_.answer(std::move(request));
  }

  static std::string etag_of(const http::Response& response) {
    for (const auto& [name, value] : response.headers)
      if (name == "ETag") return value;
    return {};
  }

  base::Done take(const Json& step) {
    const std::string who = step.at("as");
    const std::string line = step.at("do");
    const std::string method = line.substr(0, line.find(' '));
    const std::string path = filled(line.substr(line.find(' ') + 1));
    // What has a version is changed as a person would: read first, unless the step knows it.
    std::string version;
    if (step.contains("of")) version = etag_of(ask(who, "GET", filled(step["of"].get<std::string>()), "", ""));
    if (step.contains("version")) version = "\"" + std::to_string(step["version"].get<int>()) + "\"";
    const std::string body = step.contains("body") ? filled(step["body"]).dump() : "";
    const http::Response response = ask(who, method, path, body, version);
    while (jobs_.run_next()) {  // a run of a flow model, before the next step asks for what came of it
    }
    if (response.status >= 300)
      return base::fail({.code = "demonstration-step-refused", .title = "The demonstration couldn't be told",
                         .detail = line + " answered " + std::to_string(response.status) + ": " + response.body});
    if (step.contains("keep")) {
      const Json answer = Json::parse(response.body);
      const auto& keep = step["keep"];
      // "name" keeps the answer's id; {"name": "/json/pointer"} keeps what stands there.
      if (keep.is_string()) kept_[keep] = answer.at("id");
      else
        for (const auto& [name, pointer] : keep.items()) kept_[name] = answer.at(Json::json_pointer(pointer.get<std::string>()));
    }
    return {};
  }

  services::Database& database_;
  base::Instant today_;
  base::FixedClock clock_;
  services::Context context_;
  services::Jobs jobs_;
  http::App app_;
  std::vector<Step> steps_;
  std::map<std::string, std::int64_t> kept_;
  std::map<std::string, Member> members_;
};

}  // namespace

base::Done load_demonstration(services::Database& database, base::Instant now) {
  Storyteller storyteller(database, now);
  for (const base::EmbeddedFile& file : embedded::demo())
    if (file.path.ends_with(".json")) storyteller.read(file);
  if (const auto told = storyteller.tell(); !told) return told;
  storyteller.end_sessions();
  return {};
}

std::vector<DemonstrationAccount> demonstration_accounts(services::Database& database) {
  std::vector<DemonstrationAccount> out;
  for (const domain::Person& person : database.read()->people().all())
    if (person.demonstration && !person.disabled) out.push_back({.email = person.email, .name = person.name});
  return out;
}

}  // namespace tributary::cli
