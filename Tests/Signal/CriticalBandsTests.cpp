#include "Signal/CriticalBands.h"

#include "Catch.h"

#include <cmath>
#include <numeric>

using namespace dequantizer;

TEST_CASE("Critical bands reach from 80 Hz to 18 kHz or half the rate", "[auditory]")
{
    const CriticalBands full(48000.0, 2048);
    CHECK(full.count() == 109); // the number in BS.1387
    CHECK(full.centre(0) == Approx(91.7).margin(0.1));
    CHECK(full.centre(108) == Approx(17690.0).margin(50.0));
    CHECK(CriticalBands(96000.0, 4096).count() == 109);

    for (const double rate : {8000.0, 16000.0, 22050.0})
    {
        const CriticalBands bands(rate, static_cast<int>(rate / 24.0) / 2 * 2);
        CAPTURE(rate, bands.count());
        CHECK(bands.count() < 109);
        CHECK(bands.count() == static_cast<int>(std::ceil((7.0 * std::asinh(rate / 1300.0) - 0.8594) / 0.25)));
        CHECK(bands.centre(bands.count() - 1) < rate / 2.0);
    }
}

TEST_CASE("Grouping into critical bands keeps the power", "[auditory]")
{
    const CriticalBands bands(44100.0, 1880);
    std::vector<double> power(941, 0.0), energies(static_cast<std::size_t>(bands.count()));
    for (const std::size_t bin : {10U, 100U, 300U, 700U})
    {
        std::fill(power.begin(), power.end(), 0.0);
        power[bin] = 3.0;
        bands.group(power, energies);
        CAPTURE(bin);
        CHECK(std::accumulate(energies.begin(), energies.end(), 0.0) == Approx(3.0));
    }
    power.assign(941, 1.0);
    bands.group(power, energies);
    const double bins = (18000.0 - 80.0) / (44100.0 / 1880.0);
    CHECK(std::accumulate(energies.begin(), energies.end(), 0.0) == Approx(bins));
    CHECK(energies.back() > 10.0 * energies.front()); // wider at high frequencies
}

TEST_CASE("Excitation spreads further towards high frequencies, and more so when loud", "[auditory]")
{
    const CriticalBands bands(48000.0, 2048);
    const auto count = static_cast<std::size_t>(bands.count());
    std::vector<double> energies(count, 1.0), excitation(count);
    bands.spread(energies, excitation);
    for (const double value : excitation)
        CHECK(value == Approx(1.0));

    const auto levelAt = [&](double level, std::size_t band)
    {
        std::fill(energies.begin(), energies.end(), 1e-12);
        energies[40] = std::pow(10.0, level / 10.0);
        bands.spread(energies, excitation);
        return 10.0 * std::log10(excitation[band] / excitation[40]);
    };
    // 2 Bark away: 27 dB/Bark below; 24 - 0.2 L and a little more above. The normalisation differs by little.
    CHECK(levelAt(80.0, 32) == Approx(-54.0).margin(2.0));
    CHECK(levelAt(80.0, 48) == Approx(-16.5).margin(2.0));
    CHECK(levelAt(40.0, 32) == Approx(-54.0).margin(2.0));
    CHECK(levelAt(40.0, 48) == Approx(-32.5).margin(2.0));
}
