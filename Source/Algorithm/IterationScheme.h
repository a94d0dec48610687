#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace dequantizer
{

/// The algorithms that solve   min_y ||K y||_1   subject to   lower <= y <= upper. Each takes one product with K and
/// one with K^T per iteration, and all have the same fixed points. sigma tau ||K||_2^2 <= 1 is the condition of each.
enum class SolverAlgorithm
{
    chambollePock,         ///< PrimalDual.h
    overRelaxed,           ///< with relaxation: L. Condat, J. Optim. Theory Appl. 158, 2013, Algorithm 3.1 with F = 0
    inertial,              ///< with inertia: D. Lorenz & T. Pock, J. Math. Imaging Vis. 51, 2015, pp. 311-325
    alternatingDirections, ///< linearised ADMM, i.e. Chambolle-Pock with the dual variable extrapolated instead
    restarted              ///< with restarts to the average, see SchemeRestarts.h
};

inline constexpr std::array<std::string_view, 5> algorithmNames{"chambolle-pock", "over-relaxed", "inertial", "admm",
                                                                "restarted"};

/// An algorithm and its parameters other than the step sizes.
struct IterationScheme
{
    SolverAlgorithm algorithm = SolverAlgorithm::chambollePock;
    double relaxation = 1.0; ///< rho, in (0, 2): 1 takes each step as it is
    double inertia = 0.0;    ///< alpha, in [0, 1): 0 starts each step where the last one ended

    /// The scheme for this algorithm. `relaxation` is that of the over-relaxed one, `inertia` that of the inertial one;
    /// the other algorithms ignore them.
    [[nodiscard]] static constexpr IterationScheme of(SolverAlgorithm algorithm, double relaxation,
                                                      double inertia) noexcept
    {
        return {algorithm, algorithm == SolverAlgorithm::overRelaxed ? relaxation : 1.0,
                algorithm == SolverAlgorithm::inertial ? inertia : 0.0};
    }

    [[nodiscard]] constexpr bool isChambollePock() const noexcept
    {
        return algorithm == SolverAlgorithm::chambollePock;
    }

    [[nodiscard]] constexpr std::string_view name() const noexcept
    {
        return algorithmNames[static_cast<std::size_t>(algorithm)];
    }

    friend constexpr bool operator==(const IterationScheme&, const IterationScheme&) = default;
};

/// The parameters that evaluate and train take if the user gives none. Docs/algorithms.md compares others.
inline constexpr double defaultRelaxation = 1.8;
inline constexpr double defaultInertia = 0.3;

/// The algorithm with this name, or none.
[[nodiscard]] constexpr std::optional<SolverAlgorithm> algorithmNamed(std::string_view name) noexcept
{
    for (std::size_t i = 0; i < algorithmNames.size(); ++i)
        if (algorithmNames[i] == name)
            return static_cast<SolverAlgorithm>(i);
    return std::nullopt;
}

} // namespace dequantizer
