#include "Catch.h"
#include "Training/TrainingExample.h"

#include "Training/Checkpoint.h"

using namespace dequantizer;

TEST_CASE("A checkpoint restores the state bit for bit", "[checkpoint]")
{
    const auto settings = segmentSettings();
    auto trainer = trainerFor(settings);
    run(trainer, 21);
    const auto description = describeRun(settings, "training", "validation");
    const auto bytes = serialiseCheckpoint(description, trainer.layout(), trainer.state());
    CHECK(runOfCheckpoint(bytes) == description);
    const auto state = parseCheckpoint(bytes, description, trainer.layout());
    CHECK(serialiseCheckpoint(description, trainer.layout(), state) == bytes);
}

TEST_CASE("A checkpoint that is damaged or from another run is rejected", "[checkpoint]")
{
    auto settings = segmentSettings();
    auto trainer = trainerFor(settings);
    run(trainer, 20);
    const auto description = describeRun(settings, "training", "validation");
    const auto bytes = serialiseCheckpoint(description, trainer.layout(), trainer.state());
    const auto parse = [&](const std::string& data) { return parseCheckpoint(data, description, trainer.layout()); };

    for (std::size_t length = 0; length < bytes.size(); length += 97)
        CHECK_THROWS_AS(parse(bytes.substr(0, length)), CheckpointError);
    CHECK_THROWS_AS(parse(bytes + "x"), CheckpointError);
    // Whatever byte is damaged, the checkpoint is rejected or read with a valid result.
    for (std::size_t at = 0; at < 3000; at += 7)
    {
        auto damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        try
        {
            static_cast<void>(parse(damaged));
        }
        catch (const CheckpointError&)
        {
        }
    }

    settings.seed = 8;
    CHECK_THROWS_WITH(parseCheckpoint(bytes, describeRun(settings, "training", "validation"), trainer.layout()),
                      ContainsSubstring("another training run: seed is 7 there and 8 here"));
    CHECK_THROWS_WITH(parseCheckpoint(bytes, describeRun(segmentSettings(), "other", "validation"), trainer.layout()),
                      ContainsSubstring("training_sounds"));
}

TEST_CASE("A checkpoint of version 0.1 is rejected with a message about its version", "[checkpoint]")
{
    CHECK_THROWS_WITH(runOfCheckpoint("dequantizer checkpoint 2\n\x10\x02\x03 and so on"),
                      ContainsSubstring("another version of the program"));
    CHECK_THROWS_WITH(runOfCheckpoint("not a checkpoint"), ContainsSubstring("not a checkpoint"));
}
