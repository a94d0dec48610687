#include "Catch.h"
#include "Plugin/AllocationCounter.h"
#include "Plugin/Standalone/FilePlayer.h"
#include "Skip.h"

#include <numeric>

using namespace dequantizer;

namespace
{
// Sample i is i + 1 in the first channel and -(i + 1) in the second, so that no sample equals silence.
std::shared_ptr<const Sound> countingSound(std::size_t length, std::size_t channels = 1)
{
    auto sound = std::make_shared<Sound>();
    sound->sampleRate = 16000.0;
    sound->channels.assign(channels, std::vector<float>(length));
    for (std::size_t channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < length; ++i)
            sound->channels[channel][i] = (channel == 0 ? 1.0f : -1.0f) * static_cast<float>(i + 1);
    return sound;
}

// The next samples of the first channel.
std::vector<float> next(FilePlayer& player, int count, int latency = 0)
{
    std::vector<std::vector<float>> channels(player.sound()->channels.size(),
                                             std::vector<float>(static_cast<std::size_t>(count), 99.0f));
    std::vector<float*> pointers;
    for (auto& channel : channels)
        pointers.push_back(channel.data());
    player.read(pointers.data(), count, latency);
    for (std::size_t channel = 1; channel < channels.size(); ++channel)
        for (std::size_t i = 0; i < channels[channel].size(); ++i)
            CHECK(channels[channel][i] == -channels[0][i]);
    return channels[0];
}

std::vector<float> join(std::vector<float> first, const std::vector<float>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}
} // namespace

TEST_CASE("A file plays once and stops at its end", "[plugin][standalone]")
{
    FilePlayer player;
    player.open(countingSound(5, 2));
    CHECK(next(player, 2) == std::vector<float>{0, 0}); // not playing yet
    player.play();
    CHECK(next(player, 3) == std::vector<float>{1, 2, 3});
    CHECK(player.position(0) == 3);
    CHECK(player.isPlaying());
    CHECK(next(player, 4) == std::vector<float>{4, 5, 0, 0});
    CHECK_FALSE(player.isPlaying());
    CHECK(player.position(0) == 0);
    player.play();
    CHECK(next(player, 2) == std::vector<float>{1, 2});
}

TEST_CASE("Playback continues until the latency has passed after the last sample", "[plugin][standalone]")
{
    FilePlayer player;
    player.open(countingSound(5));
    player.play();
    constexpr int latency = 7;
    CHECK(next(player, 5, latency) == std::vector<float>{1, 2, 3, 4, 5});
    CHECK(player.position(latency) == 0);
    CHECK(next(player, 7, latency) == std::vector<float>(7, 0.0f));
    CHECK(player.isPlaying());
    CHECK(player.position(latency) == 5);
    CHECK(next(player, 1, latency) == std::vector<float>{0});
    CHECK_FALSE(player.isPlaying());
    CHECK(player.position(latency) == 0);
}

TEST_CASE("A loop neither skips nor repeats samples at any block length", "[plugin][standalone]")
{
    const int block = GENERATE(1, 2, 3, 5, 7, 64);
    const int latency = GENERATE(0, 3, 1000);
    FilePlayer player;
    player.open(countingSound(5));
    player.setLooping(true);
    player.play();
    std::vector<float> heard;
    while (heard.size() < 64)
        heard = join(heard, next(player, block, latency));
    for (std::size_t i = 0; i < heard.size(); ++i)
        CHECK(heard[i] == static_cast<float>(i % 5 + 1));
    CHECK(player.isPlaying());
}

TEST_CASE("Turning the loop off lets the sound end", "[plugin][standalone]")
{
    FilePlayer player;
    player.open(countingSound(3));
    player.setLooping(true);
    player.play();
    CHECK(next(player, 4) == std::vector<float>{1, 2, 3, 1});
    player.setLooping(false);
    CHECK(next(player, 4) == std::vector<float>{2, 3, 0, 0});
    CHECK_FALSE(player.isPlaying());
}

TEST_CASE("Seeking is exact to the sample, both playing and stopped", "[plugin][standalone]")
{
    FilePlayer player;
    player.open(countingSound(100));
    player.seek(42);
    CHECK(player.position(10) == 42);
    CHECK(next(player, 2) == std::vector<float>{0, 0});
    CHECK(player.position(10) == 42);
    player.play();
    CHECK(next(player, 2) == std::vector<float>{43, 44});
    player.seek(7);
    CHECK(next(player, 2) == std::vector<float>{8, 9});

    player.seek(1000000);
    CHECK(player.position(0) == 100);
    CHECK(next(player, 2) == std::vector<float>{0, 0});
    CHECK_FALSE(player.isPlaying());
}

TEST_CASE("The position is that of the sample being heard", "[plugin][standalone]")
{
    FilePlayer player;
    player.open(countingSound(100));
    constexpr int latency = 30;
    player.seek(20);
    player.play();
    std::ignore = next(player, 10, latency);
    CHECK(player.position(latency) == 20); // nothing read since the seek has come out yet
    std::ignore = next(player, 50, latency);
    CHECK(player.position(latency) == 50);

    SECTION("when stopped and started again")
    {
        player.stop();
        CHECK(next(player, 2, latency) == std::vector<float>{0, 0});
        CHECK(player.position(latency) == 50);
        player.play();
        CHECK(next(player, 2, latency) == std::vector<float>{51, 52});
    }
    SECTION("across the loop")
    {
        player.setLooping(true);
        std::ignore = next(player, 30, latency);
        CHECK(player.position(latency) == 80);
        std::ignore = next(player, 15, latency);
        CHECK(player.position(latency) == 95);
        std::ignore = next(player, 20, latency);
        CHECK(player.position(latency) == 15);
    }
}

TEST_CASE("Another file starts from its beginning, stopped", "[plugin][standalone]")
{
    FilePlayer player;
    player.open(countingSound(10));
    player.play();
    std::ignore = next(player, 5);
    player.seek(3);
    player.open(countingSound(4, 2));
    CHECK_FALSE(player.isPlaying());
    CHECK(player.position(0) == 0);
    player.play();
    CHECK(next(player, 2) == std::vector<float>{1, 2});
}

TEST_CASE("Reading samples does not allocate", "[plugin][standalone][realtime-safety]")
{
    if (!AllocationCounter::works())
        return skip("this build cannot count allocations");
    FilePlayer player;
    player.open(countingSound(50));
    player.setLooping(true);
    player.play();
    std::vector<float> memory(64);
    float* pointer = memory.data();
    long allocations = 0;
    {
        const AllocationCounter counter;
        for (int i = 0; i < 20; ++i)
        {
            player.read(&pointer, 64, 10);
            player.seek(static_cast<std::size_t>(i));
            player.setLooping(i < 10);
        }
        allocations = counter.count();
    }
    CHECK(allocations == 0);
}
