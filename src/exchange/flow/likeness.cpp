#include "exchange/flow/likeness.hpp"

#include <map>

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

class Family {
 public:
  explicit Family(Node& services) : services_(services) {}

  base::Done complete(const std::string& name, Node& service) {
    if (done_[name]) return {};
    const Node* like = service.find("like");
    if (like == nullptr) return done_[name] = true, base::Done();
    if (like->kind != Node::Kind::text) return base::fail(problem_at(*like, "text-wanted", "Text is wanted here", like->path + " is the name of another service, in quotes."));
    Node* other = services_.find(like->text);
    if (other == nullptr || other->kind != Node::Kind::table) {
      std::vector<std::string> known;
      for (const auto& [each, node] : services_.members) known.push_back(each);
      const std::string near = nearest_name(like->text, known);
      return base::fail(problem_at(*like, "name-not-known", "There is no such service", "\"" + like->text + "\" is no service of this model" + (near.empty() ? "." : ". Is " + near + " meant?")));
    }
    if (!on_the_way_.try_emplace(name, true).second) {
      return base::fail(problem_at(*like, "like-in-a-circle", "Services are like one another in a circle", "Whatever " + name + " doesn't say itself would come from " + name + ". Let one of them say it."));
    }
    if (auto first = complete(like->text, *other); !first) return first;
    const Node of = *other;  // `service` may grow
    for (const auto& [key, value] : of.members) {
      if (key == "title" || key == "site" || key == "like" || service.find(key) != nullptr) continue;
      service.members.emplace_back(key, value);
      move_to(service.members.back().second, service.path + "." + key);
    }
    done_[name] = true;
    return {};
  }

 private:
  Node& services_;
  std::map<std::string, bool> done_, on_the_way_;
};

}  // namespace

base::Done take_after(Node& root) {
  Node* services = root.find("services");
  if (services == nullptr || services->kind != Node::Kind::table) return {};
  Family family(*services);
  for (auto& [name, service] : services->members) {
    if (service.kind != Node::Kind::table) continue;
    if (auto done = family.complete(name, service); !done) return done;
  }
  return {};
}

}  // namespace tributary::exchange::flow
