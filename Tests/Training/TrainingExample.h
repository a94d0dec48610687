#pragma once

#include "Training/DenseParametrisation.h"
#include "Training/EpochFrames.h"
#include "Training/FrameErrors.h"
#include "Training/InitialOperator.h"
#include "Training/PublishedRecipe.h"
#include "Training/RandomSegments.h"
#include "Training/RandomStream.h"
#include "Training/Trainer.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace dequantizer
{

/// Chirps of different speeds.
inline std::vector<TrainingSound> chirps(int count, std::uint64_t seed)
{
    std::vector<TrainingSound> result;
    for (int s = 0; s < count; ++s)
    {
        RandomStream random(seed, static_cast<std::uint64_t>(s), 0);
        const double speed = 0.02 + 0.05 * random.uniform();
        TrainingSound sound{"chirp", std::vector<float>(600), 8000.0};
        for (std::size_t i = 0; i < sound.samples.size(); ++i)
        {
            const auto t = static_cast<double>(i);
            sound.samples[i] = static_cast<float>(std::sin(speed * t + 1e-4 * t * t));
        }
        result.push_back(std::move(sound));
    }
    return result;
}

inline const std::vector<TrainingSound>& trainingChirps()
{
    static const auto sounds = chirps(6, 1);
    return sounds;
}

inline const std::vector<TrainingSound>& validationChirps()
{
    static const auto sounds = chirps(3, 2);
    return sounds;
}

/// A small run on random segments, with all learnable parameters.
inline TrainingSettings segmentSettings()
{
    TrainingSettings settings;
    settings.sampleRate = 8000.0;
    settings.frameLength = 24;
    settings.rows = 28;
    settings.iterations = 5;
    settings.weight = 3.0;
    settings.learnedSteps = LearnedSteps::weightAndProduct;
    settings.trainingHop = 7; // does not divide n
    settings.hop = 4;
    settings.segments = 5;
    settings.steps = 60;
    settings.warmUp = 5;
    settings.learningRate = 5e-3;
    settings.validationInterval = 20;
    settings.levelRange = 12.0;
    settings.levelChance = 0.5;
    settings.seed = 7;
    return settings;
}

/// A small run on epochs of single frames, as published.
inline TrainingSettings frameSettings()
{
    auto settings = publishedRecipe(1200.0);
    settings.segments = 16;
    settings.segmentsTogether = 3; // does not divide the minibatch
    settings.steps = 60;
    settings.learningRate = 1e-3;
    settings.validationInterval = 20;
    return settings;
}

inline Trainer trainerFor(const TrainingSettings& settings, int threads = 1, ProcessGroup& group = oneProcess())
{
    std::unique_ptr<SegmentSource> source;
    if (settings.sampling == Sampling::random)
        source = std::make_unique<RandomSegments>(settings, trainingChirps());
    else
    {
        static const auto frames = framesOf(trainingChirps(), frameSettings().frameLength);
        source = std::make_unique<EpochFrames>(settings, frames);
    }
    return {settings,
            std::make_unique<DenseParametrisation>(settings, initialOperator(settings.rows, settings.frameLength)),
            std::move(source), threads, group};
}

inline void run(Trainer& trainer, long until)
{
    while (trainer.step() < until)
    {
        trainer.learn();
        if (trainer.validationDue())
            trainer.validate(validationChirps());
    }
}

} // namespace dequantizer
