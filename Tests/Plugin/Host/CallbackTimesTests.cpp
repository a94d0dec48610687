#include "Catch.h"
#include "Plugin/Host/CallbackTimes.h"

using namespace dequantizer::host;

TEST_CASE("Callbacks that take longer than their deadline are counted", "[host]")
{
    CallbackTimes times;
    CHECK(times.missed() == 0);
    CHECK(times.mean().load == 0.0);
    for (int i = 1; i <= 10; ++i)
        times.add(0.001 * i, i <= 5 ? 0.004 : 0.02); // in time, except for the fifth
    CHECK(times.count() == 10);
    CHECK(times.missed() == 1);
    CHECK(times.mean().microseconds == Approx(5500.0));
    CHECK(times.mean().load == Approx((3.75 + 2.0) / 10.0));
    CHECK(times.quantile(0.9).microseconds == Approx(9000.0));
    CHECK(times.quantile(1.0).load == Approx(1.25));
    CHECK(times.quantile(0.0).load == Approx(0.25));
}
