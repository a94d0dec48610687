#include "Catch.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/Standalone/JumpFade.h"
#include "Plugin/Standalone/Playback.h"

#include <algorithm>
#include <cmath>

using namespace dequantizer;

namespace
{
constexpr double fadeRate = 16000.0;

// A constant 1 with a jump after `until` samples, faded in blocks of `block` samples.
std::vector<float> faded(int length, int until, int block)
{
    JumpFade fade;
    fade.prepare(fadeRate);
    fade.jumpIn(until);
    std::vector<float> samples(static_cast<std::size_t>(length), 1.0f);
    for (int offset = 0; offset < length; offset += block)
    {
        float* const pointer = samples.data() + offset;
        fade.process(&pointer, 1, std::min(block, length - offset));
    }
    return samples;
}

float largestStep(const std::vector<float>& samples)
{
    float largest = 0.0f;
    for (std::size_t i = 1; i < samples.size(); ++i)
        largest = std::max(largest, std::abs(samples[i] - samples[i - 1]));
    return largest;
}
} // namespace

TEST_CASE("A jump falls into silence, and samples outside the fades stay unchanged", "[plugin][standalone]")
{
    const auto samples = faded(1000, 300, 64);
    CHECK(samples == faded(1000, 300, 1000));
    CHECK(samples[300] == 0.0f);
    CHECK(std::count(samples.begin(), samples.begin() + 220, 1.0f) == 220);
    CHECK(std::count(samples.begin() + 380, samples.end(), 1.0f) == 620);
    CHECK(largestStep(samples) < 1.6f / 80.0f); // the steepest slope of the fade is 1.5 / 80
}

TEST_CASE("An immediate jump starts from silence", "[plugin][standalone]")
{
    const auto samples = faded(200, 0, 200);
    CHECK(samples.front() == 0.0f);
    CHECK(largestStep(samples) < 1.6f / 80.0f);
    CHECK(samples.back() == 1.0f);
}

TEST_CASE("Stopping, starting and seeking cause no clicks", "[plugin][standalone]")
{
    // A low tone, with the plugin in bypass.
    auto sound = std::make_shared<Sound>();
    sound->sampleRate = fadeRate;
    sound->channels.assign(1, std::vector<float>(16000));
    for (std::size_t i = 0; i < 16000; ++i)
        sound->channels[0][i] = 0.5f * std::cos(0.02f * static_cast<float>(i));
    PluginFixture plugin;
    plugin.set(parameter::bypass, "On");
    Playback playback(plugin.processor);
    playback.open(sound);

    std::vector<float> heard;
    const auto listen = [&](int samples)
    {
        std::vector<float> part(static_cast<std::size_t>(samples));
        float* const pointer = part.data();
        playback.render(&pointer, 1, samples);
        heard.insert(heard.end(), part.begin(), part.end());
    };
    playback.player().play();
    listen(PluginFixture::defaultLatency + 40);
    heard.clear(); // the start of this sound is a jump itself
    listen(1637);
    playback.player().seek(9157);
    listen(2000);
    playback.player().stop();
    listen(50);
    playback.player().play();
    listen(2000);
    playback.player().stop();
    listen(1000);
    CHECK(heard.back() == 0.0f);
    playback.player().play();
    listen(2000);

    const float peak = *std::max_element(heard.begin(), heard.end());
    CHECK(peak > 0.49f);
    CHECK(largestStep(heard) < 0.02f * 0.5f + 0.5f * 1.6f / 80.0f);
}
