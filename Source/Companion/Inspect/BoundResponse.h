#pragma once

#include "Model/Model.h"

#include <array>
#include <vector>

namespace dequantizer
{

/// What surrounds a row of the spectrum of a test signal.
enum class Neighbourhood
{
    noise, ///< white noise: all rows have the same mean power
    tone   ///< one sinusoid in white noise of the power of the quantisation noise, at its row
};

/// A bound of a Fourier model for a test signal: a geometric mean over several realisations of its noise.
struct BoundPoint
{
    double level;    ///< power of the noise, or of the sinusoid at its row, relative to the quantisation noise, dB
    double bound;    ///< b, the weight of the row in the l1 norm
    double handMade; ///< 1 / (1 + sqrt(mean of p over 3 rows)), the bound before training
};

/// The bounds that the networks of a Fourier model give for test signals. The signals are synthetic, the features and
/// networks those of the model. Every update receives K y of the test signal itself, whereas in a restoration the later
/// ones receive that of an iterate.
class BoundResponse
{
public:
    /// `model` is a Fourier model, whose sample rate and frame length are used.
    explicit BoundResponse(const Model& model);

    /// The bounds of update `update` at `frequency` (Hz, up to half the sample rate) for each of the levels in dB, with
    /// the context of eight preceding frames: of the row of a tone, or the mean of several rows in noise.
    [[nodiscard]] std::vector<BoundPoint> curve(std::size_t update, double frequency, Neighbourhood neighbourhood,
                                                const std::vector<double>& levels) const;

private:
    const FourierParameters<double> learned;
    const double sampleRate;
    const int frameLength;
};

/// The step sizes of one iteration in a frame, Delta = 1.
struct StepPoint
{
    double tau;      ///< in units of Delta
    double sigmaTau; ///< at most 1
};

/// The levels of the test signals for step sizes, in dB.
inline constexpr std::array<double, 5> stepLevels{0.0, 15.0, 30.0, 45.0, 60.0};

/// The step sizes of a Fourier model, one per iteration, for pink noise of mean power `level` (dB relative to the
/// quantisation noise) and the quantisation noise itself.
[[nodiscard]] std::vector<StepPoint> stepsAtLevel(const Model& model, double level);

} // namespace dequantizer
