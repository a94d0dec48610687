#include "Realtime/FourierFrameSolver.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace dequantizer
{

FourierFrameSolver::FourierFrameSolver(const FourierParameters<float>& parameters, const Vector<float>& window,
                                       const StreamTiming& timing, int channelCount, int frames,
                                       const FourierKernels& set)
    : kernels(set), n(static_cast<std::size_t>(window.size())), earlierFrames(static_cast<std::size_t>(frames)),
      networks(parameters, kernels.unitsTogether), workspace(window, timing.sampleRate, networks.units()),
      framesHeard(networks.updateCount())
{
    for (int i = 0; i < channelCount; ++i)
    {
        const std::size_t L = networks.iterations();
        Channel channel{zeros<float>(n),
                        FourierFrameState(n),
                        {},
                        {},
                        std::vector<double>(L),
                        std::vector<double>(L),
                        LevelTracker(static_cast<int>(n), timing)};
        for (std::size_t frame = 0; frame < networks.updateCount() * earlierFrames; ++frame)
        {
            channel.history.push_back(workspace.rowOrder());
            channel.historyRows.push_back(FourierWorkspace::rowZero(channel.history.back()));
        }
        channels.push_back(std::move(channel));
    }

    constexpr std::size_t dualPlaces = 256, boundPlaces = 64;
    for (auto* steps : {&plainSteps, &updateSteps})
    {
        addSteps(*steps, Task::forward, n / 2);
        if (steps == &updateSteps)
        {
            addSteps(*steps, Task::analyse, dualPlaces);
            addSteps(*steps, Task::listen, n / 2);
            addSteps(*steps, Task::bound, boundPlaces);
        }
        addSteps(*steps, Task::stepDual, dualPlaces);
        addSteps(*steps, Task::backward, n / 2);
    }
    start({});
}

void FourierFrameSolver::addSteps(std::vector<Step>& steps, Task task, std::size_t placesAtOnce) const
{
    // The cost of each task in units of that of analysing 256 pairs of rows, as measured with AVX2.
    const std::size_t h = networks.units();
    const std::size_t transform = n * static_cast<std::size_t>(std::bit_width(n)) / 3072;
    const auto portionsOf = [&](std::size_t places) -> std::size_t
    {
        switch (task)
        {
        case Task::forward:
            return transform;
        case Task::backward:
            return transform + n / 768;
        case Task::analyse:
            return places / 256;
        case Task::listen:
            return n / 160;
        case Task::bound:
            return places * h * (h + 48) / (64 * 170);
        case Task::stepDual:
            return places / 128;
        }
        return 0;
    };
    for (std::size_t begin = 0; begin < n / 2; begin += placesAtOnce)
    {
        const std::size_t end = std::min(begin + placesAtOnce, n / 2);
        steps.push_back({task, begin, end, std::max(1L, static_cast<long>(portionsOf(end - begin)))});
    }
}

void FourierFrameSolver::setWidening(double factor) noexcept
{
    for (auto& channel : channels)
        channel.level.setWidening(factor);
}

void FourierFrameSolver::reset() noexcept
{
    std::fill(framesHeard.begin(), framesHeard.end(), std::size_t{0});
    for (auto& channel : channels)
        channel.level.reset();
}

void FourierFrameSolver::start(const StepSizes& steps) noexcept
{
    factors = steps;
    const auto delta = static_cast<float>(factors.tau);
    for (auto& channel : channels)
    {
        std::copy_n(channel.x.get(), n, channel.frame.primal.get());
        channel.frame.clearDual();
        channel.level.update({channel.x.get(), n}, {channel.frame.lower.get(), n}, {channel.frame.upper.get(), n},
                             workspace.frameWindow(), delta);
        kernels.window(workspace.select(channel.frame), channel.x.get(), channel.level.offset(),
                       workspace.analysisFactor(factors.tau));
    }
    iteration = 0;
    currentChannel = currentStep = 0;
    portionsLeft = startPortions() + stepsOf(0).front().portions;
}

long FourierFrameSolver::startPortions() const noexcept
{
    constexpr std::size_t samplesPerPortion = 96;
    return static_cast<long>(channels.size() * (n / samplesPerPortion));
}

const std::vector<FourierFrameSolver::Step>& FourierFrameSolver::stepsOf(int at) const noexcept
{
    return networks.updateAt(at) >= 0 ? updateSteps : plainSteps;
}

long FourierFrameSolver::portions(int iterations) const noexcept
{
    long sum = 0;
    for (int l = 0; l < iterations; ++l)
        for (const auto& step : stepsOf(l))
            sum += step.portions;
    return startPortions() + sum * static_cast<long>(channels.size());
}

void FourierFrameSolver::advance(long portions) noexcept
{
    while (portions >= portionsLeft && portions > 0)
    {
        portions -= portionsLeft;
        perform(stepsOf(iteration)[currentStep]);
        finishStep();
        portionsLeft = stepsOf(iteration)[currentStep].portions;
    }
    portionsLeft -= portions;
}

void FourierFrameSolver::copyBounds(int channel, std::span<float> rows) const noexcept
{
    const auto& frame = channels[static_cast<std::size_t>(channel)].frame;
    const float* const ofLower = frame.bounds.get();
    const float* const ofUpper = ofLower + frame.half;
    for (std::size_t i = 0; i < n / 2; ++i)
    {
        rows[i] = ofLower[i];
        rows[n - i] = ofUpper[i];
    }
    rows[n / 2] = ofLower[n / 2];
}

void FourierFrameSolver::finishStep() noexcept
{
    if (++currentStep < stepsOf(iteration).size())
        return;
    currentStep = 0;
    if (++currentChannel < channels.size())
        return;
    currentChannel = 0;
    if (const int update = networks.updateAt(iteration); update >= 0)
        ++framesHeard[static_cast<std::size_t>(update)];
    ++iteration;
}

void FourierFrameSolver::perform(const Step& step) noexcept
{
    auto& channel = channels[currentChannel];
    auto& arrays = workspace.select(channel.frame);
    const int update = networks.updateAt(iteration);
    const std::size_t l = std::min(static_cast<std::size_t>(iteration), networks.iterations() - 1);
    switch (step.task)
    {
    case Task::forward:
        workspace.forward();
        break;
    case Task::analyse:
        kernels.analyse(arrays, workspace.inverseNoise(), step.begin, step.end);
        break;
    case Task::listen:
        listen(channel, arrays, static_cast<std::size_t>(update));
        break;
    case Task::bound:
        kernels.bound(arrays, networks.network(static_cast<std::size_t>(update)), biases, step.begin, step.end);
        break;
    case Task::stepDual:
    {
        // Coefficients are in units of Delta.
        const double sigma = channel.sigmaTau[l] / channel.tau[l] * factors.sigma * factors.tau;
        kernels.stepDual(arrays, static_cast<float>(sigma), update >= 0, step.begin, step.end);
        break;
    }
    case Task::backward:
        workspace.backward();
        kernels.stepPrimal(arrays, static_cast<float>(channel.tau[l] * factors.tau * workspace.scale()),
                           static_cast<float>(factors.theta), channel.level.offset(),
                           workspace.analysisFactor(factors.tau));
        break;
    }
}

void FourierFrameSolver::listen(Channel& channel, FourierArrays& arrays, std::size_t update) noexcept
{
    const std::size_t heard = framesHeard[update];
    float* const* const history = channel.historyRows.data() + update * earlierFrames;
    arrays.history = history;
    arrays.historySize = std::min(heard, earlierFrames);
    arrays.newest = earlierFrames > 0 ? history[heard % earlierFrames] : nullptr;
    const auto statistics = FourierStatistics::of(kernels.listen(arrays), n, arrays.bandRows);
    biases = networks.biasesFor(update, statistics);
    if (iteration == 0)
        networks.setSteps(statistics, channel.tau, channel.sigmaTau);
}

} // namespace dequantizer
