#pragma once

#include "Companion/Reproduce/Experiment.h"

#include <map>
#include <memory>
#include <string>

namespace dequantizer
{

// Each function computes the missing cells of its table in the output folder, shared by the processes, and then draws
// the figure in process 0. Throws std::exception with one sentence.

/// Brauer & Lorenz, EUSIPCO 2023, Figure 3: test error of trainings with different L, full and truncated, by classical
/// inference (as many iterations as in training) and by optimality inference (very many), and run times.
void reproduceFigure3(const ReproduceOptions& options, ProcessGroup& processes);

/// Brauer & Lorenz, EUSIPCO 2023, Figure 4: test error of a few of these models by iterations at inference.
void reproduceFigure4(const ReproduceOptions& options, ProcessGroup& processes);

/// The authors' poster: SNR at 4, 5 and 6 bit after very few iterations, of the cosine transform and learned operators.
void reproducePoster(const ReproduceOptions& options, ProcessGroup& processes);

/// Not of the papers: the test error of other algorithms than Chambolle-Pock by iterations, untrained, trained with the
/// full gradient, and trained with the truncated and the implicit one. See Docs/algorithms.md.
void compareAlgorithms(const ReproduceOptions& options);

/// Makes and runs one of these figures.
template <typename Figure>
void reproduce(const ReproduceOptions& options, ProcessGroup& processes)
{
    std::unique_ptr<Figure> figure;
    inAllProcesses(processes, [&] { figure = std::make_unique<Figure>(options, processes); });
    figure->run();
}

/// The name of a training for figure 3 or 4, for file names and display.
[[nodiscard]] std::string trainingName(int iterations, GradientMode gradient);

/// The text "Not as published: ..." for a figure, or nothing if nothing was reduced or changed. `epochs` holds the
/// epochs of each trained L.
[[nodiscard]] std::string reductions(const ReproduceOptions& options, const std::map<int, double>& epochs,
                                     int largestTraining, bool inference);

} // namespace dequantizer
