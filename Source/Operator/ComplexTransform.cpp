#include "Operator/ComplexTransform.h"

#include <fftw3.h>

#include <mutex>
#include <new>

namespace dequantizer
{

namespace
{
// Unlike the transforms, the planner of FFTW has global state that all threads share.
std::mutex& plannerMutex()
{
    static std::mutex mutex;
    return mutex;
}

template <typename Scalar>
struct Fftw;

template <>
struct Fftw<float>
{
    using Complex = fftwf_complex;
    using Plan = fftwf_plan;
    static Plan plan(int size, Complex* in, Complex* out, int sign)
    {
        return fftwf_plan_dft_1d(size, in, out, sign, FFTW_ESTIMATE);
    }
    static void execute(Plan plan, Complex* in, Complex* out) { fftwf_execute_dft(plan, in, out); }
    static void destroy(Plan plan) { fftwf_destroy_plan(plan); }
};

template <>
struct Fftw<double>
{
    using Complex = fftw_complex;
    using Plan = fftw_plan;
    static Plan plan(int size, Complex* in, Complex* out, int sign)
    {
        return fftw_plan_dft_1d(size, in, out, sign, FFTW_ESTIMATE);
    }
    static void execute(Plan plan, Complex* in, Complex* out) { fftw_execute_dft(plan, in, out); }
    static void destroy(Plan plan) { fftw_destroy_plan(plan); }
};

// FFTW's interface predates const, but an out-of-place complex transform does not write to its input.
template <typename Scalar>
typename Fftw<Scalar>::Complex* fftwPointer(const std::complex<Scalar>* values)
{
    return reinterpret_cast<typename Fftw<Scalar>::Complex*>(const_cast<std::complex<Scalar>*>(values));
}
} // namespace

template <typename Scalar>
struct ComplexTransform<Scalar>::Plans
{
    using Api = Fftw<Scalar>;

    explicit Plans(int size)
    {
        // They show the planner the alignment; FFTW_ESTIMATE does not access their contents.
        const TransformBuffer<Scalar> in(size), out(size);
        auto* const from = fftwPointer(in.data());
        auto* const to = fftwPointer(out.data());
        const std::scoped_lock lock(plannerMutex());
        forward = Api::plan(size, from, to, FFTW_FORWARD);
        backward = Api::plan(size, from, to, FFTW_BACKWARD);
    }

    ~Plans()
    {
        const std::scoped_lock lock(plannerMutex());
        for (auto* plan : {forward, backward})
            if (plan != nullptr)
                Api::destroy(plan);
    }

    Plans(const Plans&) = delete;
    Plans& operator=(const Plans&) = delete;

    typename Api::Plan forward;
    typename Api::Plan backward;
};

template <typename Scalar>
ComplexTransform<Scalar>::ComplexTransform(int size) : length(size), plans(std::make_unique<Plans>(size))
{
    if (plans->forward == nullptr || plans->backward == nullptr)
        throw std::bad_alloc();
}

template <typename Scalar>
ComplexTransform<Scalar>::~ComplexTransform() = default;

template <typename Scalar>
void ComplexTransform<Scalar>::forward(const std::complex<Scalar>* in, std::complex<Scalar>* out) const noexcept
{
    Fftw<Scalar>::execute(plans->forward, fftwPointer(in), fftwPointer(out));
}

template <typename Scalar>
void ComplexTransform<Scalar>::backward(const std::complex<Scalar>* in, std::complex<Scalar>* out) const noexcept
{
    Fftw<Scalar>::execute(plans->backward, fftwPointer(in), fftwPointer(out));
}

template class ComplexTransform<float>;
template class ComplexTransform<double>;

} // namespace dequantizer
