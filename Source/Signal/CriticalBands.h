#pragma once

#include <span>
#include <vector>

namespace dequantizer
{

/// The frequency scale of the ear model in ITU-R BS.1387 (basic version): bands of 1/4 Bark from 80 Hz to 18 kHz or
/// half the sample rate, with
///
///     z(f) = 7 asinh(f / 650 Hz)   in Bark.
///
/// Energies are powers relative to 0 dB SPL, so that 10 log10 of one is a level in dB SPL.
class CriticalBands
{
public:
    static constexpr double barkPerBand = 0.25;

    /// For the spectrum of frames of `frameLength` >= 4 samples at `sampleRate` >= 1000 Hz.
    CriticalBands(double sampleRate, int frameLength);

    [[nodiscard]] int count() const noexcept { return static_cast<int>(centres.size()); }

    /// The centre of a band in Hz.
    [[nodiscard]] double centre(int band) const noexcept { return centres[static_cast<std::size_t>(band)]; }

    /// Sums the powers of the bins, [frameLength / 2 + 1], into the bands, [count()]. A bin at the edge of two bands is
    /// divided between them.
    void group(std::span<const double> power, std::span<double> energies) const noexcept;

    /// The adjoint of group(): for derivatives with respect to the energies of the bands, [count()], those with respect
    /// to the powers of the bins, [frameLength / 2 + 1].
    void spreadDerivative(std::span<const double> energies, std::span<double> power) const noexcept;

    /// The excitation that band energies > 0 cause, [count()] each: every band spreads to the others with 27 dB/Bark
    /// towards low frequencies and 24 + 230 Hz / f - 0.2 L dB/Bark towards high ones, where L is its level in dB SPL.
    /// Contributions add with the exponent 0.4, normalised so that bands of 0 dB SPL cause an excitation of 0 dB.
    void spread(std::span<const double> energies, std::span<double> excitation) const;

private:
    // The part of a bin's power that belongs to a band.
    struct Share
    {
        std::size_t bin, band;
        double part;
    };

    void sumSpread(std::span<const double> energies, std::span<double> sum) const;

    std::vector<double> centres;
    std::vector<Share> shares;
    std::vector<double> normalisation;
};

} // namespace dequantizer
