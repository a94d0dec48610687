#include "Companion/Reproduce/ReproduceOptions.h"

#include "Files/PathOptions.h"
#include "Model/Model.h"

#include <map>

namespace dequantizer
{

void ReproduceOptions::addTo(CLI::App& command)
{
    command
        .add_option("figure", figure,
                    "figure3 or figure4 (EUSIPCO 2023), poster (SNR at 4, 5 and 6 bit), or algorithms (other than "
                    "Chambolle-Pock, see Docs/algorithms.md)")
        ->required()
        ->check(CLI::IsMember({"figure3", "figure4", "poster", "algorithms"}));
    command.add_option("--train", trainingFolder, "folder of clean sound files for training")->required();
    command.add_option("--validation", validationFolder, "folder of other clean sound files, for the test")->required();
    command.add_option("--output", output, "folder for tables, figures and models; existing results are kept")
        ->required();

    auto* const smaller = command.add_option_group("A smaller version", "the figure states what was reduced");
    smaller->add_option("--epochs", epochs, "of training")->check(CLI::PositiveNumber)->capture_default_str();
    smaller->add_option("--max-training-iterations", maxTrainingIterations, "omit trainings with a larger L")
        ->check(CLI::Range(1, ModelLimits::maxIterations));
    smaller
        ->add_option("--max-full-iterations", maxFullIterations, "omit trainings with a larger L and the full gradient")
        ->check(CLI::Range(0, ModelLimits::maxIterations));
    smaller->add_option("--inference-iterations", inferenceIterations, "iterations until a frame counts as optimal")
        ->check(CLI::Range(1, ModelLimits::maxIterations))
        ->capture_default_str();
    smaller->add_option("--inference-frames", inferenceFrames, "frames for optimality inference")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();

    auto* const recipe = command.add_option_group("Recipe");
    recipe->add_option("--batch", batch, "frames per minibatch")->check(CLI::Range(1, 4096))->capture_default_str();
    recipe->add_option("--backward-steps", backwardSteps, "b of the truncated gradient")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    recipe
        ->add_option("--learning-rate", learningRate,
                     "initial; 1e-5 for the figures, 1e-4 for the poster, 3e-4 for algorithms")
        ->check(CLI::PositiveNumber);
    recipe->add_option("--primal-mask", mask, "widened (as published) or cell (exact)")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, PrimalMask>{{"cell", PrimalMask::cell}, {"widened", PrimalMask::widened}}));
    recipe->add_option("--seed", seed, "for the order of the frames")->capture_default_str();
    command.add_option(
        "--other-seeds", otherSeeds,
        "output folders of the same command with another --seed: figure3 then shows means and error bars");
}

} // namespace dequantizer
