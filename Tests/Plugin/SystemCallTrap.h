#pragma once

namespace dequantizer
{

/// Sees the first system call that the thread that made it makes in its lifetime: the kernel is asked to hand it to a
/// signal handler (syscall user dispatch, Linux 5.11), which notes its number and then makes it.
class SystemCallTrap
{
public:
    SystemCallTrap() noexcept;
    ~SystemCallTrap();
    SystemCallTrap(const SystemCallTrap&) = delete;
    SystemCallTrap& operator=(const SystemCallTrap&) = delete;

    /// The number of the first system call; -1 if there was none yet.
    [[nodiscard]] long first() const noexcept;

    /// False where the kernel, the processor or this build offers no means to see system calls.
    [[nodiscard]] static bool works() noexcept;
};

} // namespace dequantizer
