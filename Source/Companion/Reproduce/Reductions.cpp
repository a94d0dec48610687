#include "Companion/Reproduce/Figures.h"
#include "Companion/Reproduce/ResultTable.h"

namespace dequantizer
{

namespace
{
constexpr double publishedEpochs = 20.0;
constexpr int publishedIterations = 100'000;
constexpr int publishedFrames = 1024;
} // namespace

std::string trainingName(int iterations, GradientMode gradient)
{
    std::string name(1, 'L');
    return name.append(std::to_string(iterations)).append(gradient == GradientMode::full ? "-full" : "-truncated");
}

std::string reductions(const ReproduceOptions& options, const std::map<int, double>& epochs, int largestTraining,
                       bool inference)
{
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "Not as published: " : "; ") + part; };

    // Ranges of L with the same number of epochs.
    std::string trained;
    for (auto first = epochs.begin(); first != epochs.end();)
    {
        auto next = first;
        auto last = first;
        for (; next != epochs.end() && next->second == first->second; ++next)
            last = next;
        if (first->second < publishedEpochs)
        {
            const bool all = first == epochs.begin() && next == epochs.end();
            trained += (trained.empty() ? "" : ", ") + cellText(first->second) + " of 20 epochs";
            if (!all)
                trained += " for L = " + std::to_string(first->first) +
                           (last == first ? "" : " to " + std::to_string(last->first));
        }
        first = next;
    }
    if (!trained.empty())
        add(trained);
    if (epochs.empty() || epochs.rbegin()->first < largestTraining)
        add("L up to " + std::to_string(epochs.empty() ? 0 : epochs.rbegin()->first) + " of " +
            std::to_string(largestTraining));
    if (inference && options.inferenceIterations < publishedIterations)
        add(std::to_string(options.inferenceIterations) + " of 100000 iterations for optimality");
    if (inference && options.inferenceFrames < publishedFrames)
        add(std::to_string(options.inferenceFrames) + " of 1024 frames for optimality");
    if (options.mask == PrimalMask::cell)
        add("exact primal mask");
    if (options.learningRate)
        add("learning rate " + cellText(*options.learningRate));
    return text;
}

} // namespace dequantizer
