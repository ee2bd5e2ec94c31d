#include "engines/flow/circles.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace tributary::flow {

std::vector<bool> in_a_circle(const std::vector<std::vector<std::uint32_t>>& after) {
  const std::size_t count = after.size();
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(count);
  std::vector<bool> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (const std::uint32_t next : after[i]) boost::add_edge(i, next, graph), out[i] = out[i] || next == i;
  }
  std::vector<std::size_t> part(count), members(count);
  boost::strong_components(graph, boost::make_iterator_property_map(part.begin(), boost::get(boost::vertex_index, graph)));
  for (const std::size_t each : part) ++members[each];
  for (std::size_t i = 0; i < count; ++i) out[i] = out[i] || members[part[i]] > 1;
  return out;
}

}  // namespace tributary::flow
