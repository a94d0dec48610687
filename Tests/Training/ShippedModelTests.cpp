#include "Catch.h"

#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Signal/Quantiser.h"
#include "Training/FourierRecipe.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace dequantizer;

namespace
{
using Options = std::map<std::string, std::string>;

nlohmann::json readManifest()
{
    std::ifstream file(std::filesystem::path(DEQUANTIZER_MODELS) / "manifest.json");
    return nlohmann::json::parse(file);
}

void addOptions(Options& options, const std::string& text)
{
    std::istringstream words(text);
    for (std::string option, value; words >> option >> value;)
        options[option] = value;
}

// The command of the last run that trains the model; empty if the manifest has none.
Options trainingOptions(const nlohmann::json& manifest, const std::string& name, const std::string& family)
{
    Options options;
    for (const auto& entry : manifest.at("families"))
        if (entry.at("name") == family)
            addOptions(options, entry.at("training"));
    for (const auto& entry : manifest.at("models"))
        if (entry.at("name") == name)
            addOptions(options, entry.at("training").back().at("options"));
    return options;
}

std::string valueOr(const Options& options, const std::string& option, const std::string& otherwise)
{
    const auto found = options.find(option);
    return found != options.end() ? found->second : otherwise;
}
} // namespace

TEST_CASE("Every shipped model matches its training command in the manifest", "[models]")
{
    const auto manifest = readManifest();
    for (const auto& shipped : shippedModels())
    {
        CAPTURE(shipped.name);
        const auto options = trainingOptions(manifest, shipped.name, shipped.family);
        const auto file = std::filesystem::path(DEQUANTIZER_MODELS) / shipped.file;
        CHECK(std::filesystem::file_size(file) <= 500'000);
        const auto model = readModelFile(file);
        // Of a Fourier model the command leaves out what the recipe sets, and its steps belong to no depth.
        const bool isFourier = valueOr(options, "--operator", "dense") == "fourier";
        CHECK((model.fourier != nullptr) == isFourier);
        const auto recipe = fourierRecipe(model.sampleRate);
        if (!isFourier)
            CHECK(model.referenceDelta == deltaForBits(std::stoi(options.at("--bits"))));
        CHECK(model.sampleRate == std::stod(options.at("--sample-rate")));
        CHECK(model.frameLength() == std::stoi(options.at("--frame-length")));
        CHECK(model.iterations == (isFourier ? recipe.iterations : std::stoi(options.at("--iterations"))));
        CHECK(model.hop == (isFourier ? model.frameLength() / 4 : std::stoi(options.at("--hop"))));
        CHECK(model.training.at("loss") == valueOr(options, "--loss", "mse"));
        CHECK(model.training.at("gradient") == valueOr(options, "--gradient", "full"));
        const std::map<std::string, std::string> numbers{{"--bits", "bits"},
                                                         {"--learning-rate", "learning_rate"},
                                                         {"--level-chance", "level_chance"},
                                                         {"--seed", "seed"},
                                                         {"--level-range", "level_range"},
                                                         {"--minibatches", "steps"},
                                                         {"--segments", "segments"},
                                                         {"--training-hop", "training_hop"},
                                                         {"--warm-up", "warm_up"},
                                                         {"--weight", "weight"},
                                                         {"--harm-weight", "harm_weight"},
                                                         {"--offset-chance", "offset_chance"},
                                                         {"--hum-chance", "hum_chance"},
                                                         {"--loudness-weight", "loudness_weight"},
                                                         {"--min-peak", "min_peak"}};
        for (const auto& [option, keyword] : numbers)
            if (options.contains(option))
            {
                CAPTURE(option);
                CHECK(std::stod(model.training.at(keyword)) == Approx(std::stod(options.at(option))));
            }
    }
}

TEST_CASE("Every training run in the manifest starts from the result of an earlier run", "[models]")
{
    // Scripts/train-models.sh trains the models that start from no other one first.
    std::set<std::string> results;
    auto models = readManifest().at("models");
    std::stable_partition(models.begin(), models.end(),
                          [](const auto& model) { return !model.at("training").front().contains("start"); });
    for (const auto& model : models)
        for (const auto& run : model.at("training"))
        {
            const auto result = run.value("result", model.at("name").get<std::string>());
            CAPTURE(result);
            if (run.contains("start"))
                CHECK(results.contains(run.at("start")));
            CHECK(results.insert(result).second);
        }
    for (const auto& shipped : shippedModels())
        CHECK(results.contains(shipped.name));
}
