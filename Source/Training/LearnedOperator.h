#pragma once

#include "Algorithm/Matrix.h"
#include "Algorithm/ParameterGradient.h"
#include "Algorithm/StepSizes.h"
#include "Training/Adam.h"
#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// What is learned: K, and the logarithm of the weight w and the product p = sigma tau ||K||_2^2 that its step sizes
/// follow from (see LearnedSteps), with the optimiser's state. Everything a checkpoint must hold is public.
///
/// Adam scales each coordinate by itself, so it matters which coordinates it is given. In the samples' own every
/// gradient is mostly that of the strong low frequencies; in the frequencies of the cosine transform each gets steps of
/// its own, and a few hundred minibatches do what took thousands.
struct LearnedOperator
{
    LearnedOperator() = default;

    /// Starts from this K.
    LearnedOperator(const TrainingSettings& settings, Matrix<float> initial);

    /// The steps with ||K||_2 as tracked by power iteration: cheap, and exact enough between two small updates of K.
    [[nodiscard]] StepSizes trackedSteps(const TrainingSettings& settings) const;

    /// The steps with the exact ||K||_2.
    [[nodiscard]] StepSizes exactSteps(const TrainingSettings& settings) const;

    /// Update number `t` >= 1 of all that is learned. `gradient` is taken at trackedSteps(); that sigma and tau depend
    /// on K through its norm is taken into account.
    void update(const TrainingSettings& settings, const ParameterGradient<float>& gradient, double learningRate,
                long t);

    Matrix<float> K;            ///< [k, n]
    Matrix<float> coefficients; ///< K C^T, [k, n]: K's rows in the basis of the orthonormal DCT C. Adam works on these.
    Matrix<float> basis;        ///< C, [n, n]
    double logWeight = 0.0;     ///< log w
    double logit = 0.0;         ///< of p / its limit
    Vector<float> left;         ///< u, [k], and
    Vector<float> right;        ///< v, [n]: the singular vectors of K's largest singular value, as tracked
    double norm = 1.0;          ///< ||K||_2, as tracked
    Adam operatorAdam;
    Adam scalarAdam{2};

private:
    [[nodiscard]] double stepProduct(const TrainingSettings& settings) const;
    [[nodiscard]] StepSizes stepsForNorm(const TrainingSettings& settings, double operatorNorm) const;
    void trackNorm(int iterations);
};

/// Where K starts, [rows, frameLength]: cosines of as many frequencies as there are rows, evenly over the whole band,
/// because a frequency that no row sees is never restored. For k = n the orthonormal DCT-II; for k > n the DCT-II of k
/// samples cut to n, a tight frame (K^T K = I); for k < n the DCT-IV of k samples continued to n.
[[nodiscard]] Matrix<float> initialOperator(int rows, int frameLength);

} // namespace dequantizer
