#include "Catch.h"
#include "Signal/Metrics.h"

#include <cmath>
#include <limits>
#include <vector>

using namespace dequantizer;

TEST_CASE("The signal-to-noise ratio is the ratio of energies in dB", "[signal]")
{
    const std::vector<float> clean{1.0f, -1.0f, 1.0f, -1.0f};
    const std::vector<float> noisy{1.1f, -1.1f, 0.9f, -0.9f};
    CHECK(squaredError(clean, noisy) == Approx(0.04).epsilon(1e-5));
    CHECK(snrDb(clean, noisy) == Approx(20.0).epsilon(1e-5));
    CHECK(snrDb(clean, clean) == std::numeric_limits<double>::infinity());
    CHECK(snrDb(std::vector<float>(4, 0.0f), noisy) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("The segmental ratio is a mean of limited segment ratios", "[signal]")
{
    // Three segments of 320: at 20 dB, beyond 35 dB, below -10 dB; then an incomplete one that does not count.
    std::vector<float> clean(1000, 1.0f);
    std::vector<float> estimate = clean;
    for (std::size_t i = 0; i < 320; ++i)
        estimate[i] = 1.1f;
    for (std::size_t i = 640; i < 1000; ++i)
        estimate[i] = 100.0f;
    CHECK(segmentalSnrDb(clean, estimate) == Approx((20.0 + 35.0 - 10.0) / 3.0).epsilon(1e-5));
}

TEST_CASE("Segments of silence without error do not count", "[signal]")
{
    std::vector<float> clean(640, 0.0f);
    std::vector<float> estimate = clean;
    CHECK(segmentalSnrDb(clean, estimate) == 35.0);
    for (std::size_t i = 0; i < 320; ++i)
    {
        clean[i] = 1.0f;
        estimate[i] = 1.1f;
    }
    CHECK(segmentalSnrDb(clean, estimate) == Approx(20.0).epsilon(1e-5));
}

TEST_CASE("A signal shorter than a segment is one segment", "[signal]")
{
    const std::vector<float> clean{1.0f};
    CHECK(segmentalSnrDb(clean, std::vector<float>{1.1f}) == Approx(20.0).epsilon(1e-5));
}
