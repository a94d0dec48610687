#pragma once

namespace dequantizer
{

/// While one of these lives, Ctrl-C and a request to terminate do not end the program but are remembered, so that long
/// work can stop where it loses nothing. A second Ctrl-C ends it at once.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] static bool requested() noexcept;
};

} // namespace dequantizer
