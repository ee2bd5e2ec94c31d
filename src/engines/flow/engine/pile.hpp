// Pile: what was put on it last is taken from it first.
//
// Idea      push_back of a std::vector stayed a call, which was a thirtieth of the hospital's instructions: this is four of them
// Promises  room, once it was made, is kept
#pragma once

#include <cstddef>
#include <vector>

namespace tributary::flow {

template <class T>
class Pile {
 public:
  [[gnu::always_inline]] void push(T each) {
    if (count_ == size_) [[unlikely]] grow();
    room_[count_++] = each;
  }
  [[nodiscard]] T pop() { return room_[--count_]; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t size() const { return count_; }
  void clear() { count_ = 0; }

 private:
  [[gnu::noinline]] void grow() {
    size_ = 2 * count_ + 16;
    room_.resize(size_);
  }

  std::vector<T> room_;
  std::size_t count_ = 0, size_ = 0;  // the room's size at hand: to ask the vector takes four instructions
};

}  // namespace tributary::flow
