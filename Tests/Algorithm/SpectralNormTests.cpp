#include "Algorithm/CosineTransform.h"
#include "Algorithm/RandomProblem.h"
#include "Algorithm/SpectralNorm.h"
#include "Catch.h"

#include <Eigen/SVD>

using namespace dequantizer;

TEST_CASE("The spectral norm is the largest singular value", "[algorithm]")
{
    std::mt19937 generator(3);
    const auto tall = randomMatrix<float>(30, 11, generator);
    const Eigen::JacobiSVD<Matrix<double>> svd(tall.cast<double>());
    CHECK(spectralNorm(tall) == Approx(svd.singularValues()(0)).epsilon(1e-12));
    CHECK(spectralNorm(Matrix<float>(tall.transpose())) == Approx(svd.singularValues()(0)).epsilon(1e-12));
    CHECK(spectralNorm(cosineTransform<double>(320)) == Approx(1.0).epsilon(1e-12));
    CHECK(spectralNorm(Matrix<double>::Zero(3, 4)) == 0.0);
}

TEST_CASE("Step sizes from a weight satisfy the condition for convergence", "[algorithm]")
{
    const auto steps = stepSizesFromWeight(10.0, 4.0);
    CHECK(steps.sigma == Approx(10.0 * 0.99 / 4.0));
    CHECK(steps.tau == Approx(0.99 / 40.0));
    CHECK(steps.sigma * steps.tau * 16.0 == Approx(0.99 * 0.99));
}
