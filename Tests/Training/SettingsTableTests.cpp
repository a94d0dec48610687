#include "Catch.h"
#include "Training/TrainingExample.h"

#include "Model/Model.h"
#include "Training/FourierRecipe.h"
#include "Training/LearnedBoundsRecipe.h"
#include "Training/SettingsTable.h"

#include <limits>
#include <set>

using namespace dequantizer;

TEST_CASE("Settings are restored from JSON", "[settings]")
{
    for (const auto& settings : {TrainingSettings(), segmentSettings(), frameSettings()})
    {
        const auto json = toJson(settings);
        CHECK(toJson(settingsFromJson(nlohmann::ordered_json::parse(json.dump()))) == json);
    }
    const auto restored = settingsFromJson(toJson(frameSettings()));
    CHECK(restored.mask == PrimalMask::widened);
    CHECK(restored.sampling == Sampling::epochs);
    CHECK(restored.segmentsTogether == 3);
    CHECK(restored.learningRate == 1e-3);
    CHECK_FALSE(restored.normGradient);
}

TEST_CASE("Every setting has a unique name, a description and a default within its range", "[settings]")
{
    std::set<std::string> names;
    for (const auto& setting : trainingSettings())
    {
        CAPTURE(setting.name);
        CHECK(names.insert(setting.name).second);
        CHECK_FALSE(setting.text.empty());
    }
    CHECK_NOTHROW(validate(TrainingSettings()));
    // A setting that is missing from the table would also be missing from the description of a run.
    CHECK(toJson(TrainingSettings()).size() == names.size());
}

TEST_CASE("Settings that are out of range, missing or of the wrong type are rejected by name", "[settings]")
{
    const auto refused = [](const char* name, const nlohmann::ordered_json& value)
    {
        auto json = toJson(segmentSettings());
        json[name] = value;
        CHECK_THROWS_WITH(settingsFromJson(json), ContainsSubstring(name));
    };
    refused("bits", 0);
    refused("bits", 4.5);
    refused("bits", "four");
    refused("gradient", "none");
    refused("gradient", 1);
    refused("loss", "MSE");
    refused("learning_rate", -1e-3);
    refused("learning_rate", nullptr);
    refused("norm_gradient", 1);

    auto json = toJson(segmentSettings());
    json.erase("seed");
    CHECK_THROWS_WITH(settingsFromJson(json), ContainsSubstring("seed is missing"));
    CHECK_THROWS_AS(settingsFromJson("text"), SettingsError);

    auto settings = segmentSettings();
    settings.theta = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(validate(settings), ContainsSubstring("theta"));
    settings = segmentSettings();
    settings.hop = settings.frameLength + 1;
    CHECK_THROWS_WITH(validate(settings), ContainsSubstring("the hop must not be larger than the frame length"));
    settings = segmentSettings();
    settings.humChance = 0.1;
    CHECK_THROWS_WITH(validate(settings), ContainsSubstring("hums and a minimum peak require learned bounds"));
}

TEST_CASE("Settings are accepted up to the limits of models and no further", "[settings]")
{
    auto fourier = fourierRecipe(44100.0);
    fourier.frameLength = ModelLimits::maxFourierFrameLength;
    fourier.hop = fourier.trainingHop = fourier.frameLength / 4;
    CHECK_NOTHROW(validate(fourier));
    fourier.hop = fourier.trainingHop = fourier.frameLength;
    CHECK_NOTHROW(validate(fourier));
    fourier.iterations = ModelLimits::maxLearnedIterations;
    CHECK_NOTHROW(validate(fourier));
    fourier.iterations += 1;
    CHECK_THROWS_WITH(validate(fourier), "a model with learned bounds cannot have so many iterations");

    auto dense = learnedBoundsRecipe(44100.0);
    dense.rows = 8192;
    dense.hiddenUnits = 1024;
    dense.updates = std::string("0"); // GCC 12 warns of the literal
    CHECK_NOTHROW(validate(dense));
    dense.updates = "0,1";
    CHECK_THROWS_WITH(validate(dense), ContainsSubstring("larger networks than a model may have"));
}
