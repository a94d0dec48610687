#include "Catch.h"

#include "Training/InitialOperator.h"

#include <cmath>

using namespace dequantizer;

TEST_CASE("The initial operator covers all frequencies equally", "[trainer]")
{
    const Eigen::Index n = 32;
    for (const int rows : {24, 32, 40})
    {
        const auto K = initialOperator(rows, static_cast<int>(n));
        REQUIRE(K.rows() == rows);
        REQUIRE(K.cols() == n);
        if (rows >= n)
            CHECK((K.transpose() * K - Matrix<float>::Identity(n, n)).norm() < 1e-5f);
        for (int cycles = 1; cycles < 16; ++cycles)
        {
            Eigen::VectorXf wave(n);
            for (Eigen::Index i = 0; i < n; ++i)
                wave(i) = std::sin(static_cast<float>(i * cycles) * 6.2831853f / static_cast<float>(n) + 0.3f);
            CHECK((K * wave).norm() > 0.5f * wave.norm());
        }
    }
}
