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

    /// The same steps for a signal that is `scale` times as large.
    ///
    /// The problem is scale covariant: with x and its cells multiplied by c, sigma divided and tau multiplied by c,
    /// every iterate is multiplied by c. `scale` must be positive and finite.
    [[nodiscard]] StepSizes forSignalScaledBy(double scale) const noexcept
    {
        return {sigma / scale, tau * scale, theta};
    }
};

/// sigma = 0.99 w / ||K||_2 and tau = 0.99 / (w ||K||_2), the choice of Brauer, Zhao, Lorenz & Fingscheidt (ICASSP
/// 2019).
///
/// `w` > 0 weighs dual against primal steps; `operatorNorm` > 0 is the spectral norm of K.
/// Both bring sigma * tau * ||K||_2^2 to 0.99^2, just inside the bound of convergence, whatever w is.
[[nodiscard]] inline StepSizes stepSizesFromWeight(double w, double operatorNorm, double theta = 1.0) noexcept
{
    constexpr double safety = 0.99;
    return {w * safety / operatorNorm, safety / (w * operatorNorm), theta};
}

} // namespace dequantizer
