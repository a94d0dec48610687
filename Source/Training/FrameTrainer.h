#pragma once

#include "Model/Model.h"
#include "Signal/Quantiser.h"
#include "Training/GradientSolver.h"
#include "Training/Loss.h"
#include "Training/Trainer.h"
#include "Training/TrainingSettings.h"

#include <memory>
#include <string>

namespace dequantizer
{

/// What decides a training run as the papers describe it.
struct FrameTrainingSettings
{
    double sampleRate = 16000.0; ///< Hz
    int bits = 4;                ///< of the mid-rise quantiser over [-1, 1]
    int iterations = 10;         ///< L
    GradientMode gradient = GradientMode::full;
    int backwardSteps = 30; ///< b of the truncated gradient
    PrimalMask mask = PrimalMask::widened;
    std::string loss = "mse"; ///< a name that makeLoss() knows
    double weight = 10.0;     ///< w of stepSizesFromWeight(), fixed
    double theta = 1.0;
    int batch = 32;             ///< frames a minibatch
    double learningRate = 1e-5; ///< of Adam, in the beginning
    double lastRatePart = 0.1;  ///< what is left of it in the end, after an exponential decay
    double epochs = 20.0;       ///< > 0, need not be whole
    std::uint64_t seed = 1;
};

/// The settings as lines of "keyword value", with the sounds' fingerprint: two runs may share a checkpoint only where
/// these are equal.
[[nodiscard]] std::string describeRun(const FrameTrainingSettings& settings, const std::string& soundsFingerprint);

/// Learns K as Brauer & Lorenz (EUSIPCO 2023) do: single frames that do not overlap, in a new random order each epoch,
/// Adam on K's coefficients themselves, and sigma and tau that follow ||K||_2 with a fixed weight. For restoring,
/// Trainer learns better models; this one is for comparison with the papers.
class FrameTrainer
{
public:
    /// `frames` are clean, [n, m] with m >= 1, and must outlive this. `initial` is K to start from, [k, n].
    FrameTrainer(const FrameTrainingSettings& settings, const Matrix<float>& frames, Matrix<float> initial);

    /// One minibatch. Returns its loss in units of Delta^2 / 12, the power of the quantisation error.
    double learn();

    /// How many minibatches there are in all.
    [[nodiscard]] long minibatches() const noexcept { return total; }
    [[nodiscard]] bool finished() const noexcept { return state.step >= total; }

    /// The current K as a model, with exact steps and frames side by side.
    [[nodiscard]] Model model() const;

    /// For checkpoints. Of what is learned only K, its norm with both vectors, and Adam's state are in use. Only a
    /// state that came from equal settings may be put back.
    TrainingState state;

private:
    void shuffle(long epoch);

    const FrameTrainingSettings settings;
    const Matrix<float>& clean;
    const std::unique_ptr<Loss> loss;
    const Quantiser quantiser;
    const long perEpoch, total;
    long shuffledEpoch = -1;
    std::vector<Eigen::Index> order;
    CellFrames<float> cells;
    Matrix<float> outputGradient;
    GradientSolver solver;
};

} // namespace dequantizer
