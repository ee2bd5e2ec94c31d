// Sobol indices: how much of the variance of an answer each of its inputs explains, alone and with the others.
//
// Idea      inputs are shares in (0, 1), independent; an answer is computed at points of two samples A and B, and at A with one column
//           after another taken from B
// Method    first order  S_i = E[f(B) (f(A with B's i) − f(A))] / V         [Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018, table 2 (b)]
//           total        T_i = E[(f(A) − f(A with B's i))²] / 2V            [Jansen 1999, doi 10.1016/S0010-4655(98)00154-4]
//           A and B are the halves of one Sobol sequence of twice the dimensions [Sobol 1967; Joe and Kuo 2008, doi 10.1137/070709359],
//           shifted at random by the seed [Cranley and Patterson 1976, doi 10.1137/0713071]; intervals by resampling points (bootstrap, 95 %)
// Limits    the sum over points is an estimate: an index near 0 may come out a little below it. A power of two of points fills evenly
// Promises  same seed, same bytes
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tributary::statistics {

inline constexpr std::size_t most_inputs = 64;

// The points at which an answer is to be computed: n of A, n of B, then n for each input.
[[nodiscard]] std::vector<std::vector<double>> sobol_points(std::size_t n, std::size_t inputs, std::uint64_t seed);

struct Index {
  double value = 0, low = 0, high = 0;  // with its 95 % interval
};
struct SobolIndices {
  Index first, total;
};

// By input, from the answers at those points, in their order. None where the answer doesn't vary.
[[nodiscard]] std::optional<std::vector<SobolIndices>> sobol_indices(std::span<const double> answers, std::size_t inputs, std::uint64_t seed);

}  // namespace tributary::statistics
