#include "AutomaticModel.h"
#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "Signal/Resampling.h"
#include "TemporaryFolder.h"

#include <cmath>

using namespace dequantizer;

namespace
{
void require(const RunResult& result)
{
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
}
struct ResampledSpeech
{
    std::vector<float> clean, before;
};

// Writes speech that was quantised to 4 bits at 16 kHz and then resampled to 48 kHz.
ResampledSpeech writeResampledSpeech(const std::filesystem::path& file)
{
    const TemporaryFolder folder;
    const auto coarse = folder / "coarse.wav";
    require(runDequantizer({"quantize", DEQUANTIZER_SPEECH, coarse.string(), "--bits", "4"}));
    const auto at48 = [](const std::filesystem::path& from)
    { return resample(asFloats(readWaveFile(from).channels[0]), 16000.0, 48000.0); };
    ResampledSpeech speech{at48(DEQUANTIZER_SPEECH), at48(coarse)};
    WaveFile wave;
    wave.sampleRate = 48000;
    wave.sample = WaveSample::float32;
    wave.channels = {{speech.before.begin(), speech.before.end()}};
    wave.write(file);
    return speech;
}
} // namespace

TEST_CASE("Restored speech is closer to the original, and within its cells", "[companion]")
{
    const TemporaryFolder folder;
    const int bits = GENERATE(4, 5, 6, 8);
    const auto text = std::to_string(bits);
    const auto coarse = (folder / "coarse.wav").string();
    const auto restored = (folder / "restored.wav").string();
    require(runDequantizer({"quantize", DEQUANTIZER_SPEECH, coarse, "--bits", text}));
    require(runDequantizer({"restore", coarse, restored, "--bits", text}));

    const auto clean = readWaveFile(DEQUANTIZER_SPEECH);
    const auto before = readWaveFile(coarse);
    const auto after = readWaveFile(restored);
    REQUIRE(after.channels[0].size() == clean.channels[0].size());
    CHECK(after.sampleRate == clean.sampleRate);
    CHECK(after.sample == WaveSample::signed24);

    const double half = std::exp2(-bits);
    for (std::size_t i = 0; i < after.channels[0].size(); ++i)
        REQUIRE(std::abs(after.channels[0][i] - before.channels[0][i]) <= half);
    const auto reference = asFloats(clean.channels[0]);
    CHECK(snrDb(reference, asFloats(after.channels[0])) > snrDb(reference, asFloats(before.channels[0])));
}

TEST_CASE("The restored file contains the samples of the engine, bit for bit", "[companion]")
{
    const TemporaryFolder folder;
    WaveFile wave;
    wave.channels.resize(2);
    for (int i = 0; i < 3000; ++i)
        for (std::size_t channel = 0; channel < 2; ++channel)
            wave.channels[channel].push_back(
                0.125 * (std::floor(6.0 * std::sin(0.01 * i * (1.0 + 0.5 * static_cast<double>(channel)))) + 0.5));
    wave.write(folder / "in.wav");
    auto model = cosineModel(16000.0, 0.125);
    model.iterations = 7;
    model.hop = 80;
    writeModelFile(model, folder / "m.safetensors");
    require(runDequantizer({"restore", (folder / "in.wav").string(), (folder / "out.wav").string(), "--model",
                            (folder / "m.safetensors").string()}));

    StreamingEngine engine(model, 2, 80);
    const auto expected = restoreSignal(engine, {asFloats(wave.channels[0]), asFloats(wave.channels[1])});
    const auto restored = readWaveFile(folder / "out.wav");
    REQUIRE(restored.channels.size() == 2);
    for (std::size_t channel = 0; channel < 2; ++channel)
        for (std::size_t i = 0; i < 3000; ++i)
            REQUIRE(restored.channels[channel][i] ==
                    std::ldexp(std::nearbyint(std::ldexp(static_cast<double>(expected[channel][i]), 23)), -23));
}

TEST_CASE("In float arithmetic the samples are those of the solver in float", "[companion]")
{
    const TemporaryFolder folder;
    const auto coarse = (folder / "coarse.wav").string();
    require(runDequantizer({"quantize", DEQUANTIZER_SPEECH, coarse, "--bits", "4"}));
    const auto restored = [&](const char* arithmetic)
    {
        const auto file = folder / (std::string(arithmetic) + ".wav");
        require(runDequantizer({"restore", coarse, file.string(), "--bits", "4", "--model", "speech16k-4bit-converged",
                                "--arithmetic", arithmetic, "--bits-per-sample", "32"}));
        return asFloats(readWaveFile(file).channels[0]);
    };

    const auto model = parseModel(findShippedModel("speech16k-4bit-converged")->bytes);
    const auto input = asFloats(readWaveFile(coarse).channels[0]);
    StreamingEngine engine(model, 1, model.hop, Arithmetic::floatingPoint);
    engine.setQuantiser(Quantiser::midRise(deltaForBits(4)));
    const auto expected = restoreSignal(engine, {input}).front();
    CHECK(restored("float") == expected);
    CHECK(restored("fixed") != expected);
    // `evaluate` has the same option.
    require(runDequantizer({"evaluate", "--data", folder.path.string(), "--bits", "4", "--arithmetic", "float"}));
}

TEST_CASE("At another rate than the model's, the automatic choice is used and reported in one line", "[companion]")
{
    const TemporaryFolder folder;
    WaveFile wave;
    wave.sampleRate = 44100;
    wave.channels = {std::vector<double>(2000, 0.0625)};
    wave.write(folder / "in.wav");
    writeModelFile(cosineModel(16000.0, 0.125), folder / "m.safetensors");
    const auto result = runDequantizer({"restore", (folder / "in.wav").string(), (folder / "out.wav").string(),
                                        "--bits", "4", "--model", (folder / "m.safetensors").string()});
    require(result);
    CHECK(result.errors ==
          "dequantizer: the model is for 16 kHz and the sound was quantised at 44.1 kHz, so the automatic choice is "
          "used; --at model restores at the model's rate\n");
    CHECK(result.output.find("with the model \"any-balanced\"") != std::string::npos);
    CHECK(readWaveFile(folder / "out.wav").sampleRate == 44100);
}

TEST_CASE("A model that gives way to the automatic choice does not set the quantisation step", "[companion]")
{
    const TemporaryFolder folder;
    const auto coarse = (folder / "coarse.wav").string(), named = (folder / "named.wav").string(),
               automatic = (folder / "automatic.wav").string();
    require(runDequantizer({"quantize", DEQUANTIZER_SPEECH, coarse, "--bits", "6"}));
    auto wave = readWaveFile(coarse);
    wave.sampleRate = 44100;
    wave.write(coarse);
    const auto result = runDequantizer({"restore", coarse, named, "--model", "speech16k-4bit-converged"});
    require(result);
    CHECK_THAT(result.output, ContainsSubstring("restored from 6 bit"));
    require(runDequantizer({"restore", coarse, automatic}));
    CHECK(readWaveFile(named).channels == readWaveFile(automatic).channels);
}

TEST_CASE("Speech that was resampled after quantising is restored at the rate of the model for speech", "[companion]")
{
    const TemporaryFolder folder;
    const auto [reference, before] = writeResampledSpeech(folder / "in.wav");
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();

    const auto restored = [&](const std::string& at)
    {
        const auto result = runDequantizer({"restore", in, out, "--bits", "4", "--at", at, "--material", "speech",
                                            "--bits-per-sample", "32", "--force"});
        require(result);
        CHECK((result.output.find("at 16000 Hz") != std::string::npos) == (at != "own"));
        const char* const reason =
            at == "own"     ? "(no shipped model for speech was learned at 48 kHz, so the model for any sound is used)"
            : at == "model" ? "(the shipped model for speech at 16 kHz)"
                            : "(the shipped model for speech at 16 kHz, since samples on no grid were "
                              "resampled after quantising)";
        CHECK(result.output.find(reason) != std::string::npos);
        return asFloats(readWaveFile(out).channels[0]);
    };
    const auto automatic = restored("auto");
    CHECK(automatic == restored("model"));
    CHECK(automatic != restored("own"));
    CHECK(snrDb(reference, automatic) > snrDb(reference, before) + 5.0);

    const auto model = speechModel();
    AnyRateEngine engine(model, 48000.0, 1, model.hop);
    engine.setQuantiser(Quantiser::midRise(0.125));
    CHECK(automatic == restoreSignal(engine, {before})[0]);
}

TEST_CASE("The automatic choice restores audio without a grid at its own rate", "[companion]")
{
    const TemporaryFolder folder;
    const auto before = writeResampledSpeech(folder / "in.wav").before;
    const auto restored = [&](std::vector<std::string> options, const std::string& reason)
    {
        const auto out = folder / "out.wav";
        options.insert(options.begin(), {"restore", (folder / "in.wav").string(), out.string(), "--bits", "4",
                                         "--bits-per-sample", "32", "--force"});
        const auto result = runDequantizer(options);
        require(result);
        CAPTURE(result.output);
        CHECK(result.output.find("(" + reason + ")") != std::string::npos);
        return asFloats(readWaveFile(out).channels[0]);
    };
    const auto automatic = restored({}, "the shipped model for any sound, balanced");
    CHECK(automatic == restored({"--at", "own"}, "the shipped model for any sound, balanced"));
    CHECK(automatic == restored({"--material", "any", "--at", "model"}, "the shipped model for any sound, balanced"));
    CHECK(automatic != restored({"--at", "model"}, "the shipped model for speech at 16 kHz"));

    const auto model = automaticModel(48000.0, 0.125);
    REQUIRE(model.fourier != nullptr);
    AnyRateEngine engine(model, 48000.0, 1, model.hop);
    engine.setQuantiser(Quantiser::midRise(0.125));
    CHECK(automatic == restoreSignal(engine, {before})[0]);
}

TEST_CASE("The grid of an 8-bit file follows from its format", "[companion]")
{
    const TemporaryFolder folder;
    WaveFile wave;
    wave.sample = WaveSample::unsigned8;
    wave.channels.resize(1);
    for (int i = 0; i < 2000; ++i)
        wave.channels[0].push_back(std::nearbyint(100.0 * std::sin(0.02 * i)) / 128.0);
    wave.write(folder / "in.wav");
    const auto result = runDequantizer({"restore", (folder / "in.wav").string(), (folder / "out.wav").string()});
    require(result);
    CHECK(result.output.find("restored from 8 bit") != std::string::npos);
    const auto restored = readWaveFile(folder / "out.wav");
    for (std::size_t i = 0; i < 2000; ++i)
        REQUIRE(std::abs(restored.channels[0][i] - wave.channels[0][i]) <= 1.0 / 256.0);
}
