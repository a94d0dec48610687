#include "Algorithm/CosineTransform.h"
#include "Catch.h"

using namespace dequantizer;

TEST_CASE("The cosine transform is orthonormal at every size", "[algorithm]")
{
    const Eigen::Index size = GENERATE(1, 2, 5, 320, 960);
    const auto transform = cosineTransform<double>(size);
    const Matrix<double> gram = transform * transform.transpose();
    CHECK((gram - Matrix<double>::Identity(size, size)).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("The cosine transform of four samples has the values of its definition", "[algorithm]")
{
    const auto transform = cosineTransform<double>(4);
    CHECK(transform(0, 3) == Approx(0.5));
    CHECK(transform(1, 0) == Approx(0.65328148243818826));
    CHECK(transform(1, 3) == Approx(-0.65328148243818826));
    CHECK(transform(2, 1) == Approx(-0.5));
    CHECK(transform(3, 1) == Approx(-0.65328148243818826));
}
