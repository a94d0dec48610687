#pragma once

namespace dequantizer
{

/// The rate at which the audio was quantised, as the user specifies it.
enum class RateChoice
{
    automatic = 0, ///< the session rate while the samples lie on a grid, the model's rate if they lie on none
    session = 1,
    model = 2
};

} // namespace dequantizer
