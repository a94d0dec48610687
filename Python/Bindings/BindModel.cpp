#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Model/NamedModel.h"
#include "Model/ShippedModels.h"
#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/Bindings.h"
#include "Python/Bindings/PythonModel.h"
#include "Restoration/RestorationSettings.h"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
std::vector<std::string> shippedNames()
{
    std::vector<std::string> names;
    for (const auto& model : shippedModels())
        names.push_back(model.name);
    return names;
}

PythonModel makeModel(const py::object& K, const StepSizes& steps, double sampleRate, double referenceStep,
                      int iterations, std::optional<int> hop, const std::string& name)
{
    Model model;
    model.K = matrixFrom<float>(K, "K");
    model.steps = steps;
    model.sampleRate = sampleRate;
    model.referenceDelta = referenceStep;
    model.iterations = iterations;
    model.hop = hop.value_or(std::max(1, model.frameLength() / 8));
    model.name = name;
    validate(model);
    return PythonModel(std::move(model));
}

PythonModel loadModel(const std::filesystem::path& name, double delta)
{
    requireWithin(delta, RestorationSettings::leastDelta, RestorationSettings::greatestDelta, "--step");
    Model model;
    {
        const py::gil_scoped_release release;
        model = loadNamedModel(name, delta);
    }
    return PythonModel(std::move(model));
}

void saveModel(const PythonModel& model, const std::filesystem::path& file)
{
    const auto assembled = model.assembled();
    const py::gil_scoped_release release;
    writeModelFile(assembled, file);
}

PythonModel dct(double sampleRate, double delta)
{
    requireSampleRate(sampleRate);
    requireWithin(delta, RestorationSettings::leastDelta, RestorationSettings::greatestDelta, "--step");
    return PythonModel(cosineModel(sampleRate, delta));
}

py::object updateIterations(const PythonModel& model)
{
    if (model.description.fourier)
        return py::cast(model.description.fourier->parameters.updateIterations);
    if (model.description.denseBounds)
        return py::cast(model.description.denseBounds->updateIterations);
    return py::cast(std::vector<int>());
}

std::string summary(const PythonModel& model)
{
    const auto& about = model.description;
    return py::str("<Model {!r}: {}, {} bounds, {} samples a frame at {:g} Hz, {} iterations>")
        .format(about.name, about.fourier ? "windowed Fourier" : "dense",
                about.hasLearnedBounds() ? "learned" : "constant", about.frameLength(), about.sampleRate,
                about.iterations)
        .cast<std::string>();
}
} // namespace

void bindModel(py::module_& module)
{
    module.def("shipped_models", &shippedNames,
               "The names of the models that are part of the package, for Model.load() and `model` arguments.");

    py::class_<PythonModel>(module, "Model", R"(An analysis operator with all parameters of the restoration.

The learned tensors are float32 arrays that belong to the model and may be changed in place; every later restore(),
solve(), gradient() or save() uses the new values, and raises Error if they do not fit together.)")
        .def(py::init(&makeModel), py::arg("K"), py::arg("steps"), py::kw_only(), py::arg("sample_rate") = 16000.0,
             py::arg("reference_step") = 0.125, py::arg("iterations") = 10, py::arg("hop") = py::none(),
             py::arg("name") = "",
             R"(A model with the dense operator K, (k, n), and constant bounds.

`steps` hold at the quantisation step `reference_step` and are scaled for others. `hop` is n / 8 by default.)")
        .def_static("load", &loadModel, py::arg("path"), py::arg("delta") = 0.125,
                    R"(Loads a .safetensors file, a text matrix written by numpy.savetxt (.txt, .csv, .dat), or the
shipped model with this name if there is no such file.

A text matrix holds only K; it gets the steps of the published experiments for the quantisation step `delta`.
Raises Error.)")
        .def_static("dct", &dct, py::arg("sample_rate"), py::arg("delta"),
                    "The built-in DCT for audio at this rate (Hz) and quantisation step.")
        .def("save", &saveModel, py::arg("path"), "Writes a .safetensors file, which appears complete or not at all.")
        .def("copy", &PythonModel::copy, "A copy with tensors of its own.")
        .def("__copy__", &PythonModel::copy)
        .def(
            "__deepcopy__", [](const PythonModel& model, const py::dict&) { return model.copy(); }, py::arg("memo"))
        .def_property(
            "K",
            [](const PythonModel& model) -> py::object
            { return model.description.fourier ? py::object(py::none()) : py::object(model.tensor("K")); },
            [](PythonModel& model, const py::object& K) { model.setTensor("K", K); },
            "The dense operator, a writable float32 array (k, n); None for a windowed Fourier operator.")
        .def_property_readonly(
            "tensors", [](const PythonModel& model) { return model.tensors(); },
            "All learned tensors by name, writable float32 arrays with two dimensions.")
        .def_property_readonly(
            "bounds",
            [](const PythonModel& model)
            { return model.description.hasLearnedBounds() ? model.tensors("bounds.") : py::none(); },
            "The tensors of the networks that compute the bounds, by name; None if all bounds are 1.")
        .def_property_readonly("update_iterations", &updateIterations,
                               "The iterations, from 0, before which the bounds are computed; empty if they are 1.")
        .def("__getitem__", &PythonModel::tensor, py::arg("name"))
        .def("__setitem__", &PythonModel::setTensor, py::arg("name"), py::arg("value"))
        .def_property(
            "steps", [](PythonModel& model) -> StepSizes& { return model.description.steps; },
            [](PythonModel& model, const StepSizes& steps) { model.description.steps = steps; },
            py::return_value_policy::reference_internal,
            "The steps at `reference_step`; in a model with learned bounds, factors of the learned steps.")
        .def_property(
            "name", [](const PythonModel& model) { return model.description.name; },
            [](PythonModel& model, const std::string& name) { model.description.name = name; })
        .def_property(
            "sample_rate", [](const PythonModel& model) { return model.description.sampleRate; },
            [](PythonModel& model, double rate) { model.description.sampleRate = rate; },
            "The rate of the training audio in Hz.")
        .def_property(
            "reference_step", [](const PythonModel& model) { return model.description.referenceDelta; },
            [](PythonModel& model, double step) { model.description.referenceDelta = step; },
            "The quantisation step, in signal units, at which `steps` hold.")
        .def_property(
            "iterations", [](const PythonModel& model) { return model.description.iterations; },
            [](PythonModel& model, int iterations) { model.description.iterations = iterations; },
            "The number of iterations used in training.")
        .def_property(
            "hop", [](const PythonModel& model) { return model.description.hop; },
            [](PythonModel& model, int hop) { model.description.hop = hop; },
            "The distance between the starts of successive frames in samples.")
        .def_property(
            "training", [](const PythonModel& model) { return model.description.training; },
            [](PythonModel& model, std::map<std::string, std::string> training)
            { model.description.training = std::move(training); },
            "How the model was trained, text by keyword. This is a copy; assign a dictionary to change it.")
        .def_property_readonly(
            "frame_length",
            [](const PythonModel& model)
            { return model.description.fourier ? model.description.frameLength() : model.tensor("K").shape(1); },
            "n, samples.")
        .def_property_readonly("is_fourier",
                               [](const PythonModel& model) { return model.description.fourier != nullptr; })
        .def("__repr__", &summary);
}

} // namespace dequantizer::python
