#include "Catch.h"

#include "Training/Objective.h"

#include <array>
#include <cmath>

using namespace dequantizer;

TEST_CASE("The derivative of an objective is that of its value", "[objective]")
{
    const auto kind = GENERATE(ObjectiveKind::mean, ObjectiveKind::relative);
    const double harmWeight = GENERATE(0.0, 0.3);
    // The second group is so quiet that the lower limit in its logarithm applies.
    const auto quantised = GENERATE(std::array{1.1, 0.9, 1.0}, std::array{0.1, 0.05, 0.2});
    std::array restored{0.4, 1.3, 0.15};
    const Objective objective(kind, harmWeight);
    CAPTURE(static_cast<int>(kind), harmWeight, quantised[0]);
    std::array<double, 3> derivative{}, ignored{};
    CHECK(std::isfinite(objective.evaluate(restored, quantised, derivative)));
    for (std::size_t s = 0; s < restored.size(); ++s)
    {
        constexpr double h = 1e-6;
        auto above = restored, below = restored;
        above[s] += h;
        below[s] -= h;
        const double difference =
            objective.evaluate(above, quantised, ignored) - objective.evaluate(below, quantised, ignored);
        CHECK(difference / (2.0 * h) == Approx(derivative[s]).epsilon(1e-7));
    }
}

TEST_CASE("Only segments whose loss the restoration increases are penalised", "[objective]")
{
    std::array<double, 2> derivative{};
    const std::array quantised{1.0, 1.0};
    CHECK(Objective(ObjectiveKind::mean, 10.0).evaluate(std::array{0.5, 0.9}, quantised, derivative) == Approx(0.7));
    CHECK(Objective(ObjectiveKind::mean, 10.0).evaluate(std::array{0.5, 1.2}, quantised, derivative) == Approx(1.85));
    CHECK(Objective(ObjectiveKind::relative, 0.0).evaluate(std::array{0.5, 0.9}, quantised, derivative) ==
          Approx(std::log(0.73)));
}
