#include "Catch.h"
#include "Companion/CommandLine.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace dequantizer;

namespace
{
struct Figures
{
    double before, after; // SNR in dB
};

Figures measured(const std::filesystem::path& data, const std::string& bits, const std::vector<std::string>& model)
{
    std::vector<std::string> arguments{"evaluate", "--data", data.string(), "--bits", bits, "--json", "-"};
    arguments.insert(arguments.end(), model.begin(), model.end());
    const auto result = runDequantizer(arguments);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    const auto json = nlohmann::json::parse(result.output);
    return {json["snr_input_db"], json["snr_db"]};
}
} // namespace

TEST_CASE("Every shipped model restores speech that it was not trained on better than the DCT", "[companion][models]")
{
    const TemporaryFolder data;
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, data / "speech.wav");

    std::map<std::string, Figures> cosine; // by bits
    const auto cosineAt = [&](const std::string& bits)
    {
        if (!cosine.contains(bits))
            cosine[bits] = measured(data.path, bits, {"--dct"});
        return cosine[bits];
    };
    int models = 0;
    for (const auto& entry : std::filesystem::directory_iterator(DEQUANTIZER_MODELS))
    {
        if (entry.path().extension() != ".safetensors")
            continue;
        const auto name = entry.path().stem().string();
        CAPTURE(name);
        const auto depths = name.starts_with("speech16k-4bit") ? std::vector<std::string>{"4"}
                                                               : std::vector<std::string>{"4", "6", "8"};
        for (const auto& bits : depths)
        {
            const auto figures = measured(data.path, bits, {"--model", entry.path().string()});
            CAPTURE(bits, figures.before, figures.after, cosineAt(bits).after);
            if (name.ends_with("-converged"))
                // This model was trained for the limit of the iteration, not for the best SNR, and is as good as the
                // DCT according to the model card.
                CHECK(figures.after > figures.before + 3.5);
            else if (name.starts_with("any-"))
                CHECK(figures.after > cosineAt(bits).after);
            else
                CHECK(figures.after > cosineAt(bits).after + 0.4);
        }
        ++models;
    }
    CHECK(models >= 7);
}
