#pragma once

namespace dequantizer
{

/// While an object of this class exists, SIGINT (Ctrl-C), SIGTERM and SIGHUP (the terminal was closed) only set a flag,
/// so that long work can stop at a point where nothing is lost. The same signal a second time ends the program at once.
/// A signal that is ignored, as under `nohup`, stays ignored.
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
