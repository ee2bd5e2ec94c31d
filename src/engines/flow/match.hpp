// Match: the cases of a std::visit, side by side.
#pragma once

namespace tributary::flow {

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};

}  // namespace tributary::flow
