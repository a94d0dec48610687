#pragma once

#include "Theory/FrozenRecursion.h"
#include "Theory/GradientStudy.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// How close the implicit gradient, see ImplicitGradient.h, is to others with respect to K.
struct ImplicitStudy
{
    std::vector<TruncationFigures> full; ///< at the iterate after L iterations, against the full gradient of L; as in
                                         ///< GradientStudy::truncation, with steps of conjugate gradients instead of b
    std::vector<TruncationFigures>
        truncatedAtOptimum;                           ///< of truncated against converged implicit gradients, for each b
    std::vector<TruncationFigures> implicitAtOptimum; ///< of implicit against converged implicit gradients
    int steps = 0;                                    ///< of conjugate gradients until convergence at the optimum
    double residual = 0.0;                            ///< its relative normal residual then
    double limitDistance = 0.0;                       ///< ||limit formula - implicit|| / ||implicit|| at the optimum
};

/// `study` is that of the same problem, `pair` and `limit` its optimal pair and limitGradient(). Takes at most
/// `mostSteps` steps of conjugate gradients.
[[nodiscard]] ImplicitStudy studyImplicit(const TheoryProblem& problem, const Gradients& gradients,
                                          const GradientStudy& study, const OptimalPair& pair,
                                          const Matrix<double>& limit, std::span<const int> steps, int mostSteps,
                                          const TheoryProgress& progress);

} // namespace dequantizer
