// Formula: which closed form an answer comes from, by name, with its source and what it takes for granted.
#pragma once

namespace tributary::flow {

struct Formula { const char *name, *source, *assumes; };

namespace formulas {

inline constexpr Formula without_limit{
    "M/G/∞", "Mirasol 1963; in time Eick, Massey, Whitt 1993",
    "people come independently of one another; each has a bed at once. The number there is Poisson, whatever the law of the stay"};
inline constexpr Formula waiting{
    "M/M/c (Erlang C)", "Erlang 1917; in networks Jackson 1957; Baskett, Chandy, Muntz, Palacios 1975",
    "people come independently of one another; stays are exponential, the same for all; first come, first served"};
inline constexpr Formula one_server{
    "M/G/1 (Pollaczek and Khinchine)", "Pollaczek 1930; Khinchine 1932",
    "one bed; people come independently of one another; any law of the stay; first come, first served"};
inline constexpr Formula priorities{
    "priorities (Cobham)", "Cobham 1954",
    "people come independently of one another; nobody is sent away for a more urgent one; one bed, or exponential stays that are the same for all"};
inline constexpr Formula general{
    "G/G/c (Allen and Cunneen)", "Allen 1990",
    "the wait of M/M/c, stretched by how much the times between arrivals and the stays vary; people come independently of who is there"};
inline constexpr Formula limited{
    "M/M/c with a limited line or patience (Erlang A)", "Palm 1957; Garnett, Mandelbaum, Reiman 2002",
    "people come independently of one another; stays and patience are exponential, the same for all"};
inline constexpr Formula loss{
    "M/G/c/c (Erlang B)", "Erlang 1917; for any law of the stay Sevastyanov 1957",
    "people come independently of one another; who finds no bed does not wait; any law of the stay"};
inline constexpr Formula shared{
    "shared beds (product form)", "Kaufman 1981; Kelly 1991",
    "people come independently of one another; who finds no bed does not wait; any law of the stay"};
inline constexpr Formula returning{
    "overflow brought back (Poisson)", "Mirasol 1963",
    "people come independently of one another; stays go on elsewhere and are brought back at once, so that all there are, here and away, are M/G/∞"};
inline constexpr Formula overflow{
    "overflow", "Kosten 1937; Riordan in Wilkinson 1956",
    "all come from services that are full, and find a bed here at once; the mean holds for any law of the stay, the spread for exponential ones"};
inline constexpr Formula little{
    "Little's law", "Little 1961", "nobody is lost, and the line does not grow for ever: people in beds are arrivals times their stay"};

}  // namespace formulas

}  // namespace tributary::flow
