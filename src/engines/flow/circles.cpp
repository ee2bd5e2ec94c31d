#include "engines/flow/circles.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace tributary::flow {

std::vector<std::vector<std::size_t>> along_the_way(const std::vector<std::vector<std::uint32_t>>& after) {
  const std::size_t count = after.size();
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (const std::uint32_t next : after[i]) boost::add_edge(i, next, graph);
  }
  std::vector<std::size_t> part(count);
  const auto parts = boost::strong_components(graph, boost::make_iterator_property_map(part.begin(), boost::get(boost::vertex_index, graph)));
  std::vector<std::vector<std::size_t>> out(parts);
  for (std::size_t i = 0; i < count; ++i) out[parts - 1 - part[i]].push_back(i);  // Tarjan's numbers grow against the way
  return out;
}

std::vector<bool> in_a_circle(const std::vector<std::vector<std::uint32_t>>& after) {
  std::vector<bool> out(after.size());
  for (const auto& together : along_the_way(after)) {
    for (const std::size_t each : together) out[each] = together.size() > 1 || std::find(after[each].begin(), after[each].end(), each) != after[each].end();
  }
  return out;
}

}  // namespace tributary::flow
