#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

using namespace dequantizer;

TEST_CASE("Files are compared with a reference", "[companion]")
{
    const TemporaryFolder folder;
    WaveFile clean, noisy;
    clean.channels = {std::vector<double>(640, 0.5)};
    noisy.channels = {std::vector<double>(640, 0.5625)};
    clean.write(folder / "clean.wav");
    noisy.write(folder / "noisy.wav");
    const auto result =
        runDequantizer({"compare", (folder / "clean.wav").string(), (folder / "noisy.wav").string(), "--json", "-"});
    REQUIRE(result.status == 0);
    const auto rows = nlohmann::json::parse(result.output);
    CHECK(rows[0]["mse"] == Approx(0.0625 * 0.0625));
    CHECK(rows[0]["snr_db"] == Approx(18.0618).epsilon(1e-5));
    CHECK(rows[0]["segsnr_db"] == Approx(18.0618).epsilon(1e-5));

    noisy.channels[0].pop_back();
    noisy.write(folder / "short.wav");
    const auto refused = runDequantizer({"compare", (folder / "clean.wav").string(), (folder / "short.wav").string()});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("short.wav: rate, channels or length are not those of") != std::string::npos);
}
