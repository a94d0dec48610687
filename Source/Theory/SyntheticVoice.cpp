#include "Theory/SyntheticVoice.h"

#include "Training/RandomStream.h"

#include <array>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
struct Resonance
{
    double frequency, bandwidth; // Hz
};

double magnitude(const Resonance& resonance, double frequency)
{
    const double squares = resonance.frequency * resonance.frequency;
    const double real = squares - frequency * frequency;
    const double imaginary = frequency * resonance.bandwidth;
    return squares / std::sqrt(real * real + imaginary * imaginary);
}
} // namespace

Matrix<float> syntheticVoice(int frameLength, double sampleRate, int count, unsigned seed)
{
    Matrix<double> frames(frameLength, count);
    for (int m = 0; m < count; ++m)
    {
        RandomStream random(seed, static_cast<std::uint64_t>(m), 0);
        const auto between = [&random](double low, double high) { return low + (high - low) * random.uniform(); };
        const double pitch = between(90.0, 220.0);
        const double glide = between(-0.5, 0.5); // relative change of the pitch per second
        const std::array resonances{Resonance{between(300.0, 800.0), 80.0}, Resonance{between(900.0, 2200.0), 110.0},
                                    Resonance{between(2300.0, 3000.0), 160.0}};
        Vector<double> frame = Vector<double>::Zero(frameLength);
        for (int harmonic = 1; harmonic * pitch < 0.45 * sampleRate; ++harmonic)
        {
            const double frequency = harmonic * pitch;
            double amplitude = 1.0 / harmonic;
            for (const auto& resonance : resonances)
                amplitude *= magnitude(resonance, frequency);
            const double phase = between(0.0, 2.0 * std::numbers::pi);
            for (int i = 0; i < frameLength; ++i)
            {
                const double t = i / sampleRate;
                frame(i) +=
                    amplitude * std::sin(phase + 2.0 * std::numbers::pi * frequency * (t + 0.5 * glide * t * t));
            }
        }
        frame /= frame.cwiseAbs().maxCoeff();
        for (auto& sample : frame)
            sample += between(-0.01, 0.01);
        frames.col(m) = (m == 0 ? 1.0 : std::pow(10.0, -between(0.0, 2.0))) * frame;
    }
    return (frames / frames.cwiseAbs().maxCoeff()).cast<float>();
}

} // namespace dequantizer
