#pragma once

namespace dequantizer
{

/// The step sizes of the Chambolle-Pock iteration (Chambolle & Pock, J. Math. Imaging Vis. 40, 2011, Algorithm 1).
///
/// sigma is in 1 / signal units, tau in signal units (the dual variable has no unit), theta is a pure number in [0, 1].
/// The iteration converges for theta = 1 when sigma * tau * ||K||_2^2 < 1.
struct StepSizes
{
    double sigma = 1.0;
    double tau = 1.0;
    double theta = 1.0;

    /// The same steps for a signal scaled by `scale`.
    ///
    /// The problem is scale covariant: if x and its cells are multiplied by c, sigma is divided by c and tau is
    /// multiplied by c, every iterate is multiplied by c. `scale` must be positive and finite.
    [[nodiscard]] StepSizes forSignalScaledBy(double scale) const noexcept
    {
        return {sigma / scale, tau * scale, theta};
    }
};

/// sigma = 0.99 w / ||K||_2 and tau = 0.99 / (w ||K||_2), as in Brauer, Zhao, Lorenz & Fingscheidt (ICASSP 2019).
///
/// `w` > 0 is the weight of the dual steps relative to the primal steps; `operatorNorm` > 0 is the spectral norm of K.
/// For every w, sigma * tau * ||K||_2^2 = 0.99^2, just inside the limit of convergence.
[[nodiscard]] inline StepSizes stepSizesFromWeight(double w, double operatorNorm, double theta = 1.0) noexcept
{
    constexpr double safety = 0.99;
    return {w * safety / operatorNorm, safety / (w * operatorNorm), theta};
}

} // namespace dequantizer
