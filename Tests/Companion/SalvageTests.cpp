#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "TemporaryFolder.h"

using namespace dequantizer;

TEST_CASE("The sound of a truncated file is restored as far as it goes, on request", "[companion]")
{
    const TemporaryFolder folder;
    const auto extension = GENERATE(std::string(".wav"), std::string(".flac"), std::string(".ogg"));
    CAPTURE(extension);
    const auto whole = (folder / ("whole" + extension)).string(), cut = (folder / ("cut" + extension)).string();
    const auto out = (folder / "out.wav").string();
    REQUIRE(runDequantizer({"quantize", DEQUANTIZER_SPEECH, whole, "--bits", "4"}).status == 0);
    std::filesystem::copy_file(whole, cut);
    std::filesystem::resize_file(cut, std::filesystem::file_size(whole) / 2);
    CHECK(runDequantizer({"restore", cut, out, "--bits", "4", "--force"}).status == 1);
    CHECK_FALSE(std::filesystem::exists(out));

    const auto result = runDequantizer({"restore", cut, out, "--bits", "4", "--force", "--salvage"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(result.errors.find("the file ends before its sound does; it is restored as far as it goes") !=
          std::string::npos);
    const auto salvaged = readWaveFile(out).channels[0];
    const auto all = readWaveFile(DEQUANTIZER_SPEECH).channels[0].size();
    CHECK(salvaged.size() > all / 4);
    CHECK(salvaged.size() < 3 * all / 4);

    // Well before the end, nothing differs from the restored whole.
    REQUIRE(runDequantizer({"restore", whole, out, "--bits", "4", "--force"}).status == 0);
    const auto expected = readWaveFile(out).channels[0];
    constexpr std::size_t frame = 1024;
    for (std::size_t i = 0; i + frame < salvaged.size(); ++i)
        REQUIRE(salvaged[i] == expected[i]);
}
