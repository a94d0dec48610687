#include "Plugin/Editor/BoundsAnalysis.h"

#include "Operator/WindowedFourier.h"

#include <algorithm>

namespace dequantizer
{

void BoundsAnalysis::use(const std::shared_ptr<const Model>& model)
{
    used = model != nullptr && model->fourier ? model : nullptr;
    isValid = false;
    solver.reset();
    hopLength = 0;
    if (used == nullptr)
        return;
    hopLength = static_cast<std::size_t>(used->hop);
    solver.emplace(used->fourier->parameters, sineWindow<float>(used->frameLength()),
                   StreamTiming{used->sampleRate, used->hop}, 1);
    const auto count = static_cast<std::size_t>(used->frameLength()) + 1;
    rows.resize(count);
    ofFirst.resize(count);
    ofLast.resize(count);
}

std::size_t BoundsAnalysis::frameLength() const noexcept
{
    return solver ? static_cast<std::size_t>(solver->frameLength()) : 0;
}

void BoundsAnalysis::add(std::span<const ScopeSample> frame)
{
    float delta = 0.0f;
    for (std::size_t i = 0; i < frame.size(); ++i)
    {
        const auto& sample = frame[i];
        solver->lower(0)[i] = sample.lower;
        solver->upper(0)[i] = sample.upper;
        solver->input(0)[i] = 0.5f * (sample.lower + sample.upper);
        delta = std::max(delta, cellWidth(sample));
    }
    isValid = delta > 0.0f;
    if (!isValid)
    {
        solver->reset();
        return;
    }
    solver->start(used->stepsFor(static_cast<double>(delta)));
    const auto& updates = used->fourier->parameters.updateIterations;
    const long untilFirst = solver->portions(updates.front() + 1);
    solver->advance(untilFirst);
    squareBounds(ofFirst);
    solver->advance(solver->portions(updates.back() + 1) - untilFirst);
    squareBounds(ofLast);
}

void BoundsAnalysis::squareBounds(std::vector<double>& squares)
{
    solver->copyBounds(0, rows);
    std::transform(rows.begin(), rows.end(), squares.begin(),
                   [](float bound) { return static_cast<double>(bound) * static_cast<double>(bound); });
}

} // namespace dequantizer
